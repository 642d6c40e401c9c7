package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** What was purged is gone, also when the server is killed in the middle of it. */
class PurgeTest {

    private static final int FOLDERS = 300;
    private static final int FILES_EACH = 200;

    @TempDir
    Path temp;

    private WesterlyServer start() throws IOException {
        return WesterlyServer.start(temp.resolve("data"), ShellEngine.option(temp));
    }

    private Path folder(String run) {
        return temp.resolve("data/runs")
                .resolve(run.substring(run.length() - 2))
                .resolve(run);
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    private static JsonNode tombstone(Wes wes, String run) {
        return wes.get("/runs/" + run + "?include_deleted=true").json();
    }

    @Test
    void aPurgeThatWasKilledInTheMiddleIsFinishedByTheNextServer() throws Exception {
        String run;
        Path work;
        try (WesterlyServer server = start()) {
            Wes wes = server.wes();
            run = wes.accepted(ShellEngine.script("echo done"));
            assertThat(wes.untilEnd(run).path("state").asText()).isEqualTo("COMPLETE");
            work = folder(run).resolve("work");
            for (int i = 0; i < FOLDERS; i++) {
                Path made = Files.createDirectories(work.resolve("d" + i));
                for (int j = 0; j < FILES_EACH; j++) {
                    Files.createFile(made.resolve("f" + j));
                }
            }
            long all = entries(work);
            assertThat(wes.call("DELETE", "/runs/" + run + "?purge=true", new byte[0])
                            .status())
                    .isEqualTo(200);
            Path watched = work;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !Files.exists(watched) || entries(watched) < all);
            server.kill();
        }
        assertThat(work).as("killed in the middle").isNotEmptyDirectory();
        try (WesterlyServer server = start()) {
            Wes wes = server.wes();
            assertThat(wes.get("/runs/" + run).status()).isEqualTo(404);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> tombstone(wes, run).path("purged").has("purged_at"));
            assertThat(folder(run)).doesNotExist();
        }
    }

    @Test
    void manyAtOnce() throws Exception {
        try (WesterlyServer server = start()) {
            Wes wes = server.wes();
            String one = wes.accepted(ShellEngine.script("true"));
            String two = wes.accepted(ShellEngine.script("true"));
            wes.untilEnd(one);
            wes.untilEnd(two);
            var named = actions(wes, "{\"action\":\"delete\",\"run_ids\":[\"" + two + "\",\"nonsense\"]}");
            assertThat(named.status()).isEqualTo(200);
            assertThat(named.json().path("results").findValuesAsText("status")).containsExactly("done", "refused");
            assertThat(named.json().path("results").findValuesAsText("run_id")).containsExactly(two, "nonsense");
            assertThat(named.json().path("results").findValuesAsText("code")).containsExactly("RUN_NOT_FOUND");
            var found = actions(
                    wes, "{\"action\":\"purge\",\"filter\":{\"state\":[\"COMPLETE\"],\"include_deleted\":true}}");
            assertThat(found.json().path("results").findValuesAsText("run_id")).containsExactly(two, one);
            assertThat(found.json().path("more").asBoolean(true)).isFalse();
            assertThat(wes.get("/runs/" + one).status()).isEqualTo(404);

            assertThat(actions(wes, "{\"action\":\"purge\",\"filter\":{}}").status())
                    .isEqualTo(400);
            assertThat(actions(wes, "[]").json().path("code").asText()).isEqualTo("MALFORMED_BODY");
            assertThat(wes.call("POST", "/runs/actions", "x".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(415);
            assertThat(actions(wes, " ".repeat(9 << 20)).status()).isEqualTo(413);
            assertThat(wes.get("/runs/actions").status()).isEqualTo(405);
            assertThat(wes.get("/runs/actions").header("Allow")).isEqualTo("POST, OPTIONS");
        }
    }

    private static Wes.Answer actions(Wes wes, String body) {
        return wes.call(
                "POST",
                "/runs/actions",
                body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
    }

    @Test
    void onlyATombstoneIsLeft() throws Exception {
        try (WesterlyServer server = start()) {
            Wes wes = server.wes();
            String waiting =
                    wes.accepted(ShellEngine.script("until [ -e " + temp.resolve("gate") + " ]; do sleep 0.05; done"));
            wes.untilState(waiting, "RUNNING");
            var early = wes.call("DELETE", "/runs/" + waiting + "?purge=true", new byte[0]);
            assertThat(early.status()).isEqualTo(409);
            assertThat(early.json().path("code").asText()).isEqualTo("RUN_NOT_FINISHED");
            Files.createFile(temp.resolve("gate"));
            JsonNode before = wes.untilEnd(waiting);

            assertThat(wes.call("DELETE", "/runs/" + waiting + "?purge=true", new byte[0])
                            .json()
                            .path("run_id")
                            .asText())
                    .isEqualTo(waiting);
            assertThat(wes.call("DELETE", "/runs/" + waiting + "?purge=true", new byte[0])
                            .status())
                    .isEqualTo(200);
            for (String path :
                    new String[] {"", "/status", "/tasks?include_deleted=true", "/stdout?include_deleted=true"}) {
                assertThat(wes.get("/runs/" + waiting + path).status()).as(path).isEqualTo(404);
            }
            var restore = wes.post("/runs/" + waiting + "/restore");
            assertThat(restore.status()).isEqualTo(409);
            assertThat(restore.json().path("code").asText()).isEqualTo("RUN_PURGED");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> tombstone(wes, waiting).path("purged").has("purged_at"));
            assertThat(folder(waiting)).doesNotExist();
            JsonNode left = tombstone(wes, waiting);
            assertThat(left.path("state").asText()).isEqualTo("COMPLETE");
            assertThat(left.path("run_log").path("end_time"))
                    .isEqualTo(before.path("run_log").path("end_time"));
            assertThat(left.path("purged").path("by").asText()).isEqualTo("anonymous");
            assertThat(left.has("request")).isFalse();
            assertThat(wes.get("/runs?include_deleted=true&include_total=true")
                            .json()
                            .path("total_runs")
                            .asInt())
                    .isZero();
            assertThat(wes.get("/service-info")
                            .json()
                            .path("system_state_counts")
                            .path("COMPLETE")
                            .asInt())
                    .isZero();
        }
    }
}
