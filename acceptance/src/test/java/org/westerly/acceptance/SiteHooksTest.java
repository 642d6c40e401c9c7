package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** What a site lets happen around its runs: hooks, limits, a command after a cancel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteHooksTest {

    private static final String HOOKED = """
            version: "1"
            engine:
              name: hooked
              version: "1"
              workflowTypes: [HOOK]
              workflowTypeVersions: [H1]
              commandTemplate: [/bin/sh, "{workflow_path}"]
              engineParams:
                validatedParams: [{names: [word], envVar: WORD, sensitive: true}]
              environment: {set: {SITE: here}}
              cancel: {signals: [INT, TERM], grace: 1s, command: "sh -c 'echo cleaning $RUN_ID up'"}
              limits: {runTime: 3s, maxRunTime: 1h}
            runs:
              hooks:
                preRunHook: {script: "echo before in $PWD for $USER_ID at $SITE; ! grep -q refused *.sh"}
                onSuccessHook: {script: "#!/bin/sh -e\\necho after $STATE $EXIT_CODE; ls\\n"}
                onFailureHook: {path: HOOK}
                postRunHook: {script: "echo last $STATE; exit 4"}
            """;

    @TempDir
    static Path temp;

    private WesterlyServer server;

    @BeforeAll
    void start() throws Exception {
        Path engines = Files.createDirectory(temp.resolve("engines"));
        Path hook = Files.writeString(engines.resolve("failed.sh"), "#!/bin/sh\necho sorry for $STATE\nsleep 0\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(engines.resolve("hooked.yaml"), HOOKED.replace("HOOK}", "failed.sh}"));
        server = WesterlyServer.start(temp.resolve("data"), "--set", "engines.dir=" + engines);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Wes wes() {
        return server.wes();
    }

    private static Form script(String text) {
        return Form.of("HOOK", "H1", "run.sh").attach("run.sh", text);
    }

    private static String logs(JsonNode run) {
        return run.at("/run_log/system_logs").toString();
    }

    @Test
    void hooksStandAroundARunThatSucceeds() {
        String id = wes().accepted(script("echo mine; touch made"));
        JsonNode run = wes().untilState(id, "COMPLETE");

        assertThat(logs(run))
                .contains("preRunHook: before in ")
                .contains("/work for anonymous at here")
                .contains("onSuccessHook: after COMPLETE 0", "onSuccessHook: made", "onSuccessHook: run.sh")
                .contains("postRunHook: last COMPLETE", "postRunHook failed with exit code 4")
                .doesNotContain("onFailureHook");
        assertThat(wes().get(run.at("/run_log/stdout").asText()).text()).isEqualTo("mine\n");
        assertThat(run.at("/run_log/cmd")).hasSize(2);
        assertThat(run.at("/outputs/files").findValuesAsText("path")).containsExactly("made");
    }

    @Test
    void hooksStandAroundARunThatFails() {
        JsonNode run = wes().untilState(wes().accepted(script("exit 3")), "EXECUTOR_ERROR");

        assertThat(logs(run))
                .contains("onFailureHook: sorry for EXECUTOR_ERROR", "postRunHook: last EXECUTOR_ERROR")
                .doesNotContain("onSuccessHook");
    }

    @Test
    void aFailingHookBeforeTheEngineKeepsItFromStarting() {
        String id = wes().accepted(script("# to be refused\ntouch " + temp.resolve("started")));
        JsonNode run = wes().untilState(id, "SYSTEM_ERROR");

        assertThat(logs(run))
                .contains("the engine was not started: preRunHook failed with exit code 1")
                .contains("preRunHook: before in")
                .contains("onFailureHook: sorry for SYSTEM_ERROR");
        assertThat(temp.resolve("started")).doesNotExist();
    }

    @Test
    void aCancelHasAWordWithWhatIsElsewhere() {
        Path mark = temp.resolve("working");
        String id = wes().accepted(script("trap '' INT; touch " + mark + "; sleep 1000 & wait"));
        Awaitility.await().until(() -> Files.exists(mark));

        wes().post("/runs/" + id + "/cancel");

        assertThat(logs(wes().untilState(id, "CANCELED")))
                .contains("cancel.command: cleaning " + id + " up", "postRunHook: last CANCELED");
    }

    @Test
    void aRunPastItsTimeIsStopped() {
        JsonNode run = wes().untilState(wes().accepted(script("sleep 1000")), "SYSTEM_ERROR");

        assertThat(logs(run)).contains("runs of hooked 1 may take 3 s (limits.runTime)");
    }

    @Test
    void aRunMayAskForTimeAsFarAsItsEngineLetsIt() {
        JsonNode run = wes().untilState(
                        wes().accepted(script("sleep 1000")
                                .field("workflow_engine_parameters", "{\"max-run-time\": 1}")),
                        "SYSTEM_ERROR");
        assertThat(logs(run)).contains("it may take 1 s, as was asked for it (max-run-time)");
        var refused = wes().submit(script("sleep 1").field("workflow_engine_parameters", "{\"max-run-time\": \"2h\"}"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("workflow_engine_parameters", "max-run-time", "2h", "3600s");
        assertThat(wes().get("/service-info").json().path("default_workflow_engine_parameters"))
                .anySatisfy(one -> assertThat(one.path("name").asText()).isEqualTo("max-run-time"));
    }

    @Test
    void whatIsSecretIsMaskedInWhatHooksAndEnginesSay() {
        Form form = script("echo \"error: $WORD is wrong\" >&2; exit 1")
                .field("workflow_engine_parameters", "{\"word\": \"swordfish\"}");

        JsonNode run = wes().untilState(wes().accepted(form), "EXECUTOR_ERROR");

        assertThat(logs(run)).contains("(hidden) is wrong").doesNotContain("swordfish");
    }
}
