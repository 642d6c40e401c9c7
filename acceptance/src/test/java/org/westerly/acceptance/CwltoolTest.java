package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.westerly.acceptance.testkit.Form;

/** CWL, run by the real cwltool. */
class CwltoolTest extends RealEngineTest {

    CwltoolTest() {
        super("CWL", "cwltool");
    }

    private static final String COUNT = """
            cwlVersion: v1.2
            class: CommandLineTool
            baseCommand: [wc, -c]
            inputs:
              text: {type: File, inputBinding: {position: 1}}
            outputs:
              size: stdout
            stdout: $(inputs.text.basename).size
            """;

    @Override
    Form good() {
        return Form.of("CWL", "v1.2", "main.cwl#main")
                .attach("main.cwl", """
                        cwlVersion: v1.2
                        $graph:
                        - id: main
                          class: Workflow
                          requirements: {ScatterFeatureRequirement: {}}
                          inputs: {texts: "File[]"}
                          outputs:
                            sizes: {type: "File[]", outputSource: count/size}
                          steps:
                            count:
                              run: tools/count.cwl
                              scatter: text
                              in: {text: texts}
                              out: [size]
                        """)
                .attach("tools/count.cwl", COUNT)
                .attach("data/a file.txt", "12345")
                .attach("data/b.txt", "1")
                .field(
                        "workflow_params",
                        "{\"texts\": [{\"class\": \"File\", \"path\": \"data/a file.txt\"},"
                                + " {\"class\": \"File\", \"location\": \"data/b.txt\"}]}");
    }

    @Override
    void checkGood(JsonNode run) {
        assertThat(run.path("task_logs")).hasSize(2);
        JsonNode sizes = run.at("/outputs/sizes");
        assertThat(sizes.findValuesAsText("basename")).containsExactly("a file.txt.size", "b.txt.size");
        assertThat(wes().get(sizes.at("/0/location").asText()).text()).startsWith("5 ");
        assertThat(sizes.at("/0/checksum").asText()).startsWith("sha1$");
        assertThat(sizes.findValues("path")).isEmpty();
    }

    @Override
    Form failing() {
        return Form.of("CWL", "v1.2", "fail.cwl").attach("fail.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [sh, -c, "echo said; echo wrong >&2; exit 7"]
                inputs: []
                outputs: []
                """);
    }

    @Override
    Form invalid() {
        return Form.of("CWL", "v1.2", "bad.cwl").attach("bad.cwl", "cwlVersion: v1.2\nclass: Nonsense\n");
    }

    @Override
    Form missingInput() {
        return Form.of("CWL", "v1.2", "count.cwl")
                .attach("count.cwl", COUNT)
                .field("workflow_params", "{\"text\": {\"class\": \"File\", \"path\": \"nosuch.txt\"}}");
    }

    @Override
    Form sleeping() {
        return Form.of("CWL", "v1.2", "sleep.cwl").attach("sleep.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [sh, -c, "sleep 987 & wait"]
                inputs: []
                outputs: []
                """);
    }

    @Test
    void emptyParametersAreFine() {
        Form form = Form.of("cwl", "v1.2", "hello.cwl").attach("hello.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [echo, hello]
                inputs: []
                outputs: {said: stdout}
                stdout: said.txt
                """).field("workflow_params", "");
        JsonNode run = wes().untilState(wes().accepted(form), "COMPLETE");
        assertThat(wes().get(run.at("/outputs/said/location").asText()).text()).isEqualTo("hello\n");
    }
}
