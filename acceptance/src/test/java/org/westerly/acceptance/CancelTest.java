package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.HostileTask;
import org.westerly.acceptance.testkit.Processes;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** Cancel is true: after CANCELED nothing of the run lives. */
class CancelTest {

    @TempDir
    Path temp;

    /** Nothing waits for the sleeps below: they are the processes that have to be gone. */
    @Test
    void endsChildrenGrandchildrenAndRunaways() throws Exception {
        Path pids = temp.resolve("pids");
        try (WesterlyServer server = WesterlyServer.start(temp.resolve("data"), ShellEngine.option(temp))) {
            String run = server.wes().accepted(ShellEngine.script("""
                            sleep 1000 & echo $! >> %1$s
                            (trap '' TERM; sleep 1001) & echo $! >> %1$s
                            setsid sh -c 'echo $$ >> %1$s; exec sleep 1002' &
                            echo $$ >> %1$s
                            wait
                            """.formatted(pids)));
            Awaitility.await()
                    .until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 4);
            List<Long> family =
                    Files.readAllLines(pids).stream().map(Long::parseLong).toList();

            assertThat(server.wes().post("/runs/" + run + "/cancel").status()).isEqualTo(200);
            assertThat(server.wes().post("/runs/" + run + "/cancel").status())
                    .as("a second cancel while CANCELING, or the run is already gone")
                    .isIn(200, 409);
            JsonNode ended = server.wes().untilEnd(run);

            assertThat(ended.path("state").asText()).isEqualTo("CANCELED");
            assertThat(family).noneMatch(Processes::alive);
            assertThat(server.wes().post("/runs/" + run + "/cancel").status()).isEqualTo(409);
            assertThat(server.wes().state(run)).isEqualTo("CANCELED");
        }
    }

    /** With cgroups, where they can be used, there is more to find. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "off"})
    void endsWhatDoesAllItCanNotToBeEnded(String cgroup) throws Exception {
        List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
        options.addAll(List.of("--set", "executor.cgroup=" + cgroup));
        try (WesterlyServer server = WesterlyServer.start(temp.resolve("data"), options.toArray(String[]::new))) {
            assertThat(server.usesCgroups() && cgroup.equals("off")).isFalse();
            HostileTask hostile = HostileTask.in(temp.resolve("hostile"), server.usesCgroups());
            String run = server.wes().accepted(ShellEngine.script(hostile.command()));
            Map<String, Long> pids = hostile.pids();
            assertThat(server.wes().post("/runs/" + run + "/cancel").status()).isEqualTo(200);
            assertThat(server.wes().untilEnd(run).path("state").asText()).isEqualTo("CANCELED");
            assertThat(pids)
                    .allSatisfy((_, pid) -> assertThat(Processes.alive(pid)).isFalse());
            assertThat(Processes.of(run)).isEmpty();
        }
    }

    @Test
    void aSecondCancelChangesNothing() throws Exception {
        Path ready = temp.resolve("ready");
        Path gate = temp.resolve("gate");
        List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
        // Longer than any test: it ends because it sees the gate.
        options.addAll(List.of("--set", "runs.cancel-grace=1h"));
        try (WesterlyServer server = WesterlyServer.start(temp.resolve("data"), options.toArray(String[]::new))) {
            Wes wes = server.wes();
            String run = wes.accepted(ShellEngine.script(
                    "trap '' TERM; touch " + ready + "; until [ -e " + gate + " ]; do sleep 0.05; done"));
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(ready));
            wes.untilState(run, "RUNNING");
            assertThat(wes.post("/runs/" + run + "/cancel").status()).isEqualTo(200);
            assertThat(wes.state(run)).isEqualTo("CANCELING");
            JsonNode before = wes.run(run).findPath("system_logs");
            assertThat(before).isNotEmpty();
            for (int again = 0; again < 3; again++) {
                Wes.Answer answer = wes.post("/runs/" + run + "/cancel");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.json().path("run_id").asText()).isEqualTo(run);
            }
            assertThat(wes.state(run)).isEqualTo("CANCELING");
            assertThat(wes.run(run).findPath("system_logs")).isEqualTo(before);
            Files.createFile(gate);
            assertThat(wes.untilEnd(run).path("state").asText()).isEqualTo("CANCELED");
        }
    }

    /** The other side never sends the rest: whoever waited for it would wait for ever. */
    @Test
    void aDownloadIsBrokenOffAndNothingIsStartedAfterwards() throws Exception {
        Path mark = temp.resolve("mark");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/slow.sh", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(("touch " + mark + "\n").getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                asked.countDown();
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        site.start();
        List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
        options.addAll(List.of("--set", "fetch.allow-private-targets=true"));
        try (WesterlyServer server = WesterlyServer.start(temp.resolve("data"), options.toArray(String[]::new))) {
            Wes wes = server.wes();
            String run = wes.accepted(
                    Form.of("SH", "1.0", "http://127.0.0.1:" + site.getAddress().getPort() + "/slow.sh"));
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(wes.state(run)).isEqualTo("INITIALIZING");
            assertThat(wes.post("/runs/" + run + "/cancel").status()).isEqualTo(200);
            JsonNode ended = wes.untilEnd(run);
            assertThat(ended.path("state").asText()).isEqualTo("CANCELED");
            assertThat(Processes.of(run)).isEmpty();
            goOn.countDown();
            wes.untilState(wes.accepted(ShellEngine.script("true")), "COMPLETE");
            assertThat(mark).doesNotExist();
            assertThat(wes.state(run)).isEqualTo("CANCELED");
            assertThat(wes.run(run).findPath("system_logs")).isEqualTo(ended.findPath("system_logs"));
        } finally {
            goOn.countDown();
            site.stop(0);
        }
    }

    @Test
    void aQueuedRunNeverStarts() throws Exception {
        Path gate = temp.resolve("gate");
        Path mark = temp.resolve("mark");
        List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
        options.addAll(List.of("--set", "runs.max-concurrent=1"));
        try (WesterlyServer server = WesterlyServer.start(temp.resolve("data"), options.toArray(String[]::new))) {
            String first = server.wes().accepted(ShellEngine.script("until [ -e " + gate + " ]; do sleep 0.05; done"));
            String second = server.wes().accepted(ShellEngine.script("touch " + mark));
            String third = server.wes().accepted(ShellEngine.script("true"));
            server.wes().post("/runs/" + second + "/cancel");
            assertThat(server.wes().untilEnd(second).path("state").asText()).isEqualTo("CANCELED");
            Files.createFile(gate);
            server.wes().untilState(first, "COMPLETE");
            server.wes().untilState(third, "COMPLETE");
            assertThat(mark).doesNotExist();
        }
    }
}
