package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.Processes;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.WesterlyServer;

/** A server that is killed with {@code kill -9}, or stopped, and started again loses nothing and doubles nothing. */
class RestartTest {

    @TempDir
    Path temp;

    private Path gate;
    private Path starts;

    @BeforeEach
    void names() {
        gate = temp.resolve("gate");
        starts = temp.resolve("starts");
    }

    private WesterlyServer start(String... more) throws IOException {
        List<String> options = new java.util.ArrayList<>(List.of(ShellEngine.option(temp)));
        options.addAll(List.of(more));
        return WesterlyServer.start(temp.resolve("data"), options.toArray(String[]::new));
    }

    /** A script that tells of its start, waits for the gate and ends with {@code exit}. */
    private String waiting(int exit) {
        return "echo started >> " + starts + "\nuntil [ -e " + gate + " ]; do sleep 0.05; done\necho through\nexit "
                + exit + "\n";
    }

    private int starts() throws IOException {
        return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnWithARunningRun(boolean killed) throws Exception {
        String run;
        try (WesterlyServer server = start()) {
            run = server.wes().accepted(ShellEngine.script(waiting(0)));
            server.wes().untilState(run, "RUNNING");
            if (killed) {
                server.kill();
            }
        }
        try (WesterlyServer server = start()) {
            assertThat(server.wes().state(run)).isEqualTo("RUNNING");
            Files.createFile(gate);
            assertThat(server.wes().untilEnd(run).path("state").asText()).isEqualTo("COMPLETE");
            assertThat(server.wes().get("/runs/" + run + "/stdout").text()).isEqualTo("through\n");
        }
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void learnsHowARunEndedWhileItWasAway() throws Exception {
        String run;
        try (WesterlyServer server = start()) {
            run = server.wes().accepted(ShellEngine.script(waiting(7)));
            server.wes().untilState(run, "RUNNING");
            server.kill();
        }
        Files.createFile(gate);
        try (WesterlyServer server = start()) {
            var ended = server.wes().untilEnd(run);
            assertThat(ended.path("state").asText()).isEqualTo("EXECUTOR_ERROR");
            assertThat(ended.path("run_log").path("exit_code").asInt()).isEqualTo(7);
        }
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void startsWhatWasQueuedInOrderAndOnce() throws Exception {
        List<String> runs;
        try (WesterlyServer server = start("--set", "runs.max-concurrent=1")) {
            runs = List.of(
                    server.wes().accepted(ShellEngine.script(waiting(0))),
                    server.wes().accepted(ShellEngine.script("echo second >> " + starts)),
                    server.wes().accepted(ShellEngine.script("echo third >> " + starts)));
            server.wes().untilState(runs.getFirst(), "RUNNING");
            assertThat(server.wes().state(runs.get(1))).isEqualTo("QUEUED");
            server.kill();
        }
        try (WesterlyServer server = start("--set", "runs.max-concurrent=1")) {
            assertThat(server.wes().state(runs.get(2))).isEqualTo("QUEUED");
            Files.createFile(gate);
            for (String run : runs) {
                assertThat(server.wes().untilEnd(run).path("state").asText()).isEqualTo("COMPLETE");
            }
        }
        assertThat(Files.readAllLines(starts)).containsExactly("started", "second", "third");
    }

    @Test
    void stagesAgainWhatWasInitializing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        HttpServer documents = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        documents.setExecutor(Thread::startVirtualThread);
        documents.createContext("/run.sh", exchange -> {
            asked.countDown();
            try (exchange) {
                answer.await();
                byte[] script = ("echo fetched >> " + starts).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, script.length);
                exchange.getResponseBody().write(script);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        documents.start();
        String url = "http://127.0.0.1:" + documents.getAddress().getPort() + "/run.sh";
        try {
            String run;
            try (WesterlyServer server = start("--set", "fetch.allow-private-targets=true")) {
                run = server.wes().accepted(Form.of("SH", "1.0", url));
                asked.await();
                assertThat(server.wes().state(run)).isEqualTo("INITIALIZING");
                server.kill();
            }
            answer.countDown();
            try (WesterlyServer server = start("--set", "fetch.allow-private-targets=true")) {
                assertThat(server.wes().untilEnd(run).path("state").asText()).isEqualTo("COMPLETE");
            }
            assertThat(Files.readAllLines(starts)).containsExactly("fetched");
        } finally {
            answer.countDown();
            documents.stop(0);
        }
    }

    @Test
    void finishesACancelThatWasUnderWay() throws Exception {
        Path pid = temp.resolve("pid");
        String run;
        try (WesterlyServer server = start("--set", "runs.cancel-grace=1h")) {
            run = server.wes()
                    .accepted(ShellEngine.script("trap '' TERM\necho $$ > " + pid + ".new\nmv " + pid + ".new " + pid
                            + "\nuntil [ -e " + gate + " ]; do sleep 0.05; done\n"));
            server.wes().untilState(run, "RUNNING");
            org.awaitility.Awaitility.await().until(() -> Files.exists(pid));
            assertThat(server.wes().post("/runs/" + run + "/cancel").status()).isEqualTo(200);
            assertThat(server.wes().state(run)).isEqualTo("CANCELING");
            server.kill();
        }
        long engine = Long.parseLong(Files.readString(pid).strip());
        assertThat(Processes.alive(engine)).as("outlives the server").isTrue();
        try (WesterlyServer server = start("--set", "runs.cancel-grace=100ms")) {
            assertThat(server.wes().untilEnd(run).path("state").asText()).isEqualTo("CANCELED");
            assertThat(Processes.alive(engine)).as("gone once CANCELED is told").isFalse();
        }
    }
}
