package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.InstalledEngines;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** Two releases of cwltool side by side, and several engines for the same language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineChoiceTest {

    private static final String NEW = "3.3.20260925135507";
    private static final String OLD = "3.1.20250715140722";

    @TempDir
    static Path temp;

    private WesterlyServer server;

    @BeforeAll
    void start() {
        InstalledEngines.need("cwltool-" + NEW, "cwltool-" + OLD, "miniwdl", "nextflow", "snakemake", "toil");
        server = WesterlyServer.start(temp.resolve("data"));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Wes wes() {
        return server.wes();
    }

    private static Form hello() {
        return Form.of("CWL", "v1.2", "hello.cwl").attach("hello.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [echo, hello]
                inputs: []
                outputs: {said: stdout}
                stdout: said.txt
                """);
    }

    @Test
    void bothReleasesAreListedTheNewestFirst() {
        JsonNode engines = wes().get("/service-info").json().path("workflow_engine_versions");
        assertThat(engines.at("/cwltool/workflow_engine_version"))
                .extracting(JsonNode::asText)
                .containsExactly(NEW, OLD);
        JsonNode compat = new Wes(server.address() + "/compat/1.0/ga4gh/wes/v1")
                .get("/service-info")
                .json()
                .path("workflow_engine_versions");
        assertThat(compat).isNotEmpty().allMatch(JsonNode::isTextual);
        assertThat(compat.path("cwltool").asText()).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW, OLD})
    void theReleaseThatIsNamedRuns(String version) {
        Form form = hello().field("workflow_engine", "cwltool").field("workflow_engine_version", version);
        String id = wes().accepted(form);

        JsonNode run = wes().untilState(id, "COMPLETE");

        assertThat(run.at("/engine/version").asText()).isEqualTo(version);
        assertThat(wes().get("/runs/" + id + "/stderr").text())
                .as("the program says so itself")
                .contains(version);
        assertThat(wes().get(run.at("/outputs/said/location").asText()).text()).isEqualTo("hello\n");
        assertThat(run.path("task_logs")).hasSize(1);
    }

    @Test
    void withoutAVersionItIsTheNewest() {
        assertThat(chosen(hello().field("workflow_engine", "cwltool"))).isEqualTo("cwltool " + NEW);
    }

    @Test
    void aVersionThatIsNotThereIsRefusedWithThoseThatAre() {
        Form form = hello().field("workflow_engine", "cwltool").field("workflow_engine_version", "3.2");

        Wes.Answer answer = wes().submit(form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("msg").asText()).contains("workflow_engine_version", "'3.2'", NEW, OLD);
    }

    /** Toil, which is there too, would run the first two as well. */
    @ParameterizedTest
    @CsvSource({
        "CWL, v1.2, cwltool",
        "cwl, v1.0, cwltool",
        "WDL, 1.0, miniwdl",
        "WDL, draft-2, miniwdl",
        "NFL, DSL2, nextflow",
        "Nextflow, DSL2, nextflow",
        "SMK, 9, snakemake",
        "Snakemake, 9, snakemake"
    })
    void everyLanguageHasItsEngine(String type, String version, String engine) {
        assertThat(chosen(Form.of(type, version, "a.txt").attach("a.txt", ""))).startsWith(engine + " ");
    }

    /** The engine of a submission, which is known from the start. The run itself is of no interest. */
    private String chosen(Form form) {
        String id = wes().accepted(form);
        wes().post("/runs/" + id + "/cancel");
        JsonNode engine = wes().run(id).path("engine");
        return engine.path("name").asText() + " " + engine.path("version").asText();
    }
}
