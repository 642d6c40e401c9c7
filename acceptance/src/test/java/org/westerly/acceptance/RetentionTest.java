package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.ServerCommand;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** Rules of retention, as an operator sets them and a user meets them. */
class RetentionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    /** An engine whose outputs are in a folder of their own, so that it has working files. */
    private String[] options(String... more) throws IOException {
        Path engines = Files.createDirectories(temp.resolve("site-engines"));
        Files.writeString(engines.resolve("shell.yaml"), """
                version: "1"
                engine:
                  name: shell
                  version: "1"
                  workflowTypes: [SH]
                  workflowTypeVersions:
                    SH: ["1.0"]
                  commandTemplate: [/bin/sh, "{workflow_path}", "{outputs}"]
                  outputs:
                    listing: "{outputs}"
                """);
        List<String> options = new ArrayList<>(List.of("--set", "engines.dir=" + engines));
        for (String one : more) {
            options.addAll(List.of("--set", one));
        }
        return options.toArray(String[]::new);
    }

    private WesterlyServer start(String... settings) throws IOException {
        return WesterlyServer.start(temp.resolve("data"), options(settings));
    }

    private static String finished(Wes wes, String tags) {
        String run = wes.accepted(ShellEngine.script("echo 4711 > scratch; echo result > \"$1/result\"")
                .field("tags", tags));
        assertThat(wes.untilEnd(run).path("state").asText()).isEqualTo("COMPLETE");
        return run;
    }

    private ServerCommand.Said retention(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("retention", "--data", temp.resolve("data").toString()));
        words.addAll(List.of(arguments));
        return ServerCommand.run(temp, words.toArray(String[]::new));
    }

    private static List<String> paths(Wes wes, String run, String kind) {
        return wes.get("/runs/" + run + "/outputs?kind=" + kind).json().findValuesAsText("path");
    }

    @Test
    void rulesAreAppliedAnnouncedAndLeaveWordOfThemselves() throws Exception {
        try (WesterlyServer server = start(
                "retention.interval=1s",
                "retention.keep=keep=*",
                "retention.rules=[{action: drop-intermediates, after: 1s}, {action: purge, after: 2s,"
                        + " states: [COMPLETE], tags: {project: test}}]")) {
            Wes wes = server.wes();
            JsonNode tags = wes.get("/service-info").json().path("tags");
            assertThat(tags.path("retention").asText())
                    .isEqualTo("1 second after its end, a run loses its working files. 2 seconds after its end, a run"
                            + " that ended as COMPLETE tagged project=test is purged for good. Runs tagged keep are"
                            + " kept.");
            JsonNode rules =
                    new ObjectMapper().readTree(tags.path("retention_rules").asText());
            assertThat(rules.findValuesAsText("action")).containsExactly("drop-intermediates", "purge");
            assertThat(rules.get(1).path("after_seconds").asInt()).isEqualTo(2);
            assertThat(rules.get(1).path("tags").get(0).asText()).isEqualTo("project:test");

            String plain = finished(wes, "{}");
            String test = finished(wes, "{\"project\":\"test\"}");
            String kept = finished(wes, "{\"project\":\"test\",\"keep\":\"yes\"}");
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(wes.get("/runs/" + test).status()).isEqualTo(404);
                assertThat(wes.run(plain).path("run_log").path("system_logs").toString())
                        .contains("the working files were removed by retention");
            });
            assertThat(paths(wes, plain, "intermediate")).isEmpty();
            assertThat(paths(wes, plain, "output")).containsExactly("result");
            assertThat(wes.get("/runs/" + plain + "/outputs/result").text()).isEqualTo("result\n");
            assertThat(paths(wes, kept, "intermediate")).contains("work/scratch");
            assertThat(wes.get("/runs/" + test + "?include_deleted=true")
                            .json()
                            .path("purged")
                            .path("by")
                            .asText())
                    .isEqualTo("retention");
        }
    }

    @Test
    void aDryRunTellsWhatIsDueWithTheServerAndWithoutIt() throws Exception {
        String rules = "retention.rules=[{action: delete, after: 0s}, {action: drop-intermediates, after: 0s}]";
        String run;
        String[] dry = {"--dry-run", "--json"};
        try (WesterlyServer server = start()) {
            Wes wes = server.wes();
            assertThat(wes.get("/service-info")
                            .json()
                            .path("tags")
                            .path("retention")
                            .asText())
                    .isEqualTo("Runs are kept until somebody removes them.");
            run = finished(wes, "{}");
            checkDryRun(run, rules, dry);
            assertThat(wes.state(run)).isEqualTo("COMPLETE");
            assertThat(paths(wes, run, "intermediate")).contains("work/scratch");
        }
        checkDryRun(run, rules, dry);
    }

    private void checkDryRun(String run, String rules, String[] dry) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(dry));
        arguments.addAll(List.of(options(rules)));
        ServerCommand.Said json = retention(arguments.toArray(String[]::new));
        assertThat(json.code()).as(json.err()).isZero();
        JsonNode told = new ObjectMapper().readTree(json.out());
        assertThat(told.path("due").findValuesAsText("run_id")).containsExactly(run, run);
        assertThat(told.path("due").findValuesAsText("action")).containsExactly("delete", "drop-intermediates");
        assertThat(told.path("due").get(1).path("files").asInt()).isEqualTo(1);
        assertThat(told.path("total").path("bytes").asInt()).isEqualTo(5);

        arguments.remove("--json");
        assertThat(retention(arguments.toArray(String[]::new)).out())
                .contains("drop-intermediates " + run)
                .contains("in all: 1 files, 5 bytes");
        List<String> later = new ArrayList<>(List.of("--dry-run"));
        later.addAll(List.of(options("retention.rules=[{action: purge, after: 1d}]")));
        assertThat(retention(later.toArray(String[]::new)).out()).isEqualTo("Nothing is due.\n");
        assertThat(retention("--dry-run").out()).startsWith("There are no rules");
    }

    @Test
    void whatCannotBeDoneIsSaid() throws Exception {
        ServerCommand.Said applied = retention();
        assertThat(applied.code()).isEqualTo(1);
        assertThat(applied.err()).contains("the server applies the rules").contains("--dry-run");
        ServerCommand.Said empty = retention("--dry-run", "--set", "retention.rules=[{action: purge, after: 1d}]");
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("there is no store yet");
        assertThat(temp.resolve("data")).doesNotExist();
        ServerCommand.Said wrong = retention("--dry-run", "--set", "retention.rules=[{action: burn, afer: 1d}]");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err())
                .contains("retention.rules number 1")
                .contains("drop-intermediates, delete or purge")
                .contains("did you mean after?");
    }
}
