package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.Processes;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** What every real engine must do. A missing one is a skip with a reason on a user's machine, and a failure in CI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealEngineTest {

    @TempDir
    static Path temp;

    private final String type;
    private final String engine;
    private WesterlyServer server;

    RealEngineTest(String type, String engine) {
        this.type = type;
        this.engine = engine;
    }

    abstract Form good();

    abstract void checkGood(JsonNode run);

    /** One task that says "said" on its standard output, "wrong" on its standard error, and exits with 7. */
    abstract Form failing();

    abstract Form invalid();

    abstract Form missingInput();

    /** One task that has a child {@code sleep 987}. */
    abstract Form sleeping();

    Wes wes() {
        return server.wes();
    }

    @BeforeAll
    void start() {
        server = WesterlyServer.start(temp.resolve(engine));
        boolean there = wes().get("/service-info")
                .json()
                .path("workflow_engine_versions")
                .has(engine);
        if (!there && System.getenv("CI") != null) {
            throw new IllegalStateException("CI needs " + engine + ": run ./westerly engines install");
        }
        Assumptions.assumeTrue(there, engine + " is not installed: run ./westerly engines install");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aGoodWorkflowCompletesWithItsOutputs() {
        JsonNode run = wes().untilState(wes().accepted(good()), "COMPLETE");
        assertThat(run.at("/engine/name").asText()).isEqualTo(engine);
        assertThat(run.at("/request/workflow_type").asText()).isEqualToIgnoringCase(type);
        for (JsonNode task : run.path("task_logs")) {
            assertThat(task.path("exit_code").asInt(-1)).isZero();
            assertThat(task.path("name").asText()).isNotBlank();
            assertThat(task.path("cmd")).isNotEmpty();
            assertThat(task.has("start_time") && task.has("end_time")).isTrue();
        }
        checkGood(run);
    }

    @Test
    void aFailingTaskIsAnExecutorErrorAndShowsItsExitCode() {
        JsonNode run = wes().untilState(wes().accepted(failing()), "EXECUTOR_ERROR");
        JsonNode task = run.at("/task_logs/0");
        assertThat(task.path("exit_code").asInt()).isEqualTo(7);
        assertThat(wes().get(task.path("stdout").asText()).text()).contains("said");
        assertThat(wes().get(task.path("stderr").asText()).text()).contains("wrong");
        assertThat(run.at("/run_log/system_logs").toString()).contains("7");
    }

    @Test
    void aDocumentThatIsNoneIsAnExecutorError() {
        JsonNode run = wes().untilState(wes().accepted(invalid()), "EXECUTOR_ERROR");
        assertThat(run.at("/run_log/system_logs")).isNotEmpty();
    }

    @Test
    void aMissingInputIsAnExecutorError() {
        JsonNode run = wes().untilState(wes().accepted(missingInput()), "EXECUTOR_ERROR");
        assertThat(run.at("/run_log/system_logs").toString()).contains("nosuch.txt");
    }

    @Test
    void cancelEndsTheTasksToo() {
        String id = wes().accepted(sleeping());
        wes().untilState(id, "RUNNING");
        Awaitility.await().until(() -> sleeper(id));
        assertThat(wes().run(id).at("/task_logs/0").has("exit_code"))
                .as("the task is known while it runs")
                .isFalse();
        wes().post("/runs/" + id + "/cancel");
        assertThat(wes().untilEnd(id).path("state").asText()).isEqualTo("CANCELED");
        assertThat(sleeper(id)).isFalse();
    }

    /** Whether the task's child lives: it carries the run's id in its environment. */
    private static boolean sleeper(String id) {
        return ProcessHandle.allProcesses()
                .filter(process -> Processes.alive(process.pid()))
                .filter(process -> process.info().commandLine().orElse("").contains("sleep 987"))
                .anyMatch(process -> Processes.environment(process.pid()).contains(id));
    }
}
