package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.Processes;
import org.westerly.acceptance.testkit.ShellEngine;
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

    @Test
    void aQueuedRunNeverStarts() throws Exception {
        Path gate = temp.resolve("gate");
        Path mark = temp.resolve("mark");
        List<String> options = new java.util.ArrayList<>(List.of(ShellEngine.option(temp)));
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
