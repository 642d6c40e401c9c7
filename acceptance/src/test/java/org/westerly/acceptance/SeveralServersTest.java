package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.EventStream;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.Processes;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.WesterlyServer;
import org.westerly.testkit.PostgresServer;

/** Servers that share a PostgreSQL store and a data folder: whichever is asked knows, and none is missed when it is gone. */
class SeveralServersTest {

    /** So long that nothing happens because a lease has run out. */
    private static final String LONG = "1h";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private String store = "";
    private Path gate;
    private Path starts;
    private final List<WesterlyServer> servers = new ArrayList<>();

    @BeforeEach
    void names() {
        store = PostgresServer.shared().database();
        gate = temp.resolve("gate");
        starts = temp.resolve("starts");
    }

    @AfterEach
    void end() throws IOException {
        if (!Files.exists(gate)) {
            Files.createFile(gate);
        }
        servers.forEach(WesterlyServer::close);
    }

    private WesterlyServer start(String lease, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
        options.addAll(List.of("--set", "store.url=" + store, "--set", "servers.lease=" + lease));
        options.addAll(List.of(more));
        WesterlyServer server = WesterlyServer.start(temp.resolve("data"), options.toArray(String[]::new));
        servers.add(server);
        return server;
    }

    /** Tells of its start and its process, and waits for the gate. */
    private Form waiting() {
        return ShellEngine.script("echo $$ >> " + starts + "\necho begun\nuntil [ -e " + gate
                + " ]; do sleep 0.05; done\necho through\n");
    }

    private static List<String> systemLogs(JsonNode run) {
        List<String> lines = new ArrayList<>();
        run.path("run_log").path("system_logs").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    private static void untilTakenOver(WesterlyServer by, String run) {
        await().atMost(PATIENCE)
                .until(() ->
                        systemLogs(by.wes().run(run)).stream().anyMatch(line -> line.contains("goes on with the run")));
    }

    @Test
    void theRunsOfAKilledServerGoOnWithAnother() throws Exception {
        WesterlyServer first = start("2s");
        String run = first.wes().accepted(waiting());
        first.wes().untilState(run, "RUNNING");
        WesterlyServer second = start("2s");
        first.kill();

        untilTakenOver(second, run);
        assertThat(second.wes().state(run)).isEqualTo("RUNNING");
        Files.createFile(gate);
        assertThat(second.wes().untilEnd(run).path("state").asText()).isEqualTo("COMPLETE");
        assertThat(second.wes().get("/runs/" + run + "/stdout").text()).isEqualTo("begun\nthrough\n");
        assertThat(Files.readAllLines(starts)).hasSize(1);
    }

    @Test
    void aServerThatWasStoppedForTooLongChangesNothingAndWorksAgain() throws Exception {
        WesterlyServer paused = start("2s");
        String run = paused.wes().accepted(waiting());
        paused.wes().untilState(run, "RUNNING");
        WesterlyServer other = start("2s");
        Processes.signal("STOP", paused.pid());
        untilTakenOver(other, run);
        Files.createFile(gate);
        JsonNode ended = other.wes().untilEnd(run);
        Processes.signal("CONT", paused.pid());

        assertThat(ended.path("state").asText()).isEqualTo("COMPLETE");
        assertThat(paused.wes().state(run)).isEqualTo("COMPLETE");
        String next = paused.wes().accepted(ShellEngine.script("echo again"));
        assertThat(paused.wes().untilEnd(next).path("state").asText()).isEqualTo("COMPLETE");
        assertThat(other.wes().run(run)).isEqualTo(ended);
        assertThat(Files.readAllLines(starts)).hasSize(1);
    }

    @Test
    void anOrderlyStopHandsOverAtOnceAndLeavesTheEngine() throws Exception {
        WesterlyServer first = start(LONG);
        String run = first.wes().accepted(waiting());
        first.wes().untilState(run, "RUNNING");
        WesterlyServer second = start(LONG);
        first.close();

        untilTakenOver(second, run);
        Files.createFile(gate);
        assertThat(second.wes().untilEnd(run).path("state").asText()).isEqualTo("COMPLETE");
        assertThat(Files.readAllLines(starts)).hasSize(1);
    }

    @Test
    void streamsLogsAndCancelWorkOnWhicheverIsAsked() throws Exception {
        WesterlyServer working = start(LONG);
        String run = working.wes().accepted(waiting());
        working.wes().untilState(run, "RUNNING");
        WesterlyServer asked = start(LONG);
        try (EventStream states = EventStream.open(asked.wes(), "/runs/" + run + "/status/stream");
                EventStream lines = EventStream.open(asked.wes(), "/runs/" + run + "/logs/stream")) {
            assertThat(lines.take(1).getFirst().json().path("line").asText()).isEqualTo("begun");
            assertThat(asked.wes().post("/runs/" + run + "/cancel").status()).isEqualTo(200);
            assertThat(states.rest())
                    .extracting(event -> event.json().path("state").asText())
                    .containsSubsequence("QUEUED", "INITIALIZING", "RUNNING", "CANCELING", "CANCELED");
        }
        long engine = Long.parseLong(Files.readAllLines(starts).getFirst());
        assertThat(Processes.alive(engine)).isFalse();
        assertThat(working.wes().state(run)).isEqualTo("CANCELED");
    }

    @Test
    void oneLaunchesWhatAnotherHasTaken() throws Exception {
        WesterlyServer busy = start(LONG, "--set", "runs.max-concurrent=1");
        String first = busy.wes().accepted(waiting());
        busy.wes().untilState(first, "RUNNING");
        WesterlyServer free = start(LONG);
        String second = busy.wes()
                .accepted(ShellEngine.script("cat data/in.txt").attach("data/in.txt", "attached to the other"));

        assertThat(free.wes().untilEnd(second).path("state").asText()).isEqualTo("COMPLETE");
        assertThat(busy.wes().get("/runs/" + second + "/stdout").text()).isEqualTo("attached to the other");
        assertThat(busy.wes().state(first)).isEqualTo("RUNNING");
    }

    @Test
    void twoOfOneNameAreRefused() throws Exception {
        var _ = start(LONG, "--set", "servers.name=alpha");
        assertThatThrownBy(() -> start(LONG, "--set", "servers.name=alpha"))
                .rootCause()
                .hasMessageContaining("another server of the name \"alpha\"")
                .hasMessageContaining("servers.name");
    }

    @Test
    void anSqliteStoreTakesOneServer() throws Exception {
        String file = "store.url=jdbc:sqlite:" + temp.resolve("runs.db");
        servers.add(WesterlyServer.start(temp.resolve("data"), "--set", file));
        assertThatThrownBy(() -> WesterlyServer.start(temp.resolve("data"), "--set", file))
                .rootCause()
                .hasMessageContaining("another server is working on the data folder");
        assertThatThrownBy(() -> WesterlyServer.start(temp.resolve("other"), "--set", file))
                .rootCause()
                .hasMessageContaining("another server has the store's file")
                .hasMessageContaining("PostgreSQL");
    }
}
