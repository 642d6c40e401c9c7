package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.westerly.acceptance.testkit.Form;

/** CWL, run by a real engine. */
abstract class CwlEngineTest extends RealEngineTest {

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

    CwlEngineTest(String engine) {
        super("CWL", engine);
    }

    /** A submission of a document, by the engine under test. */
    Form document(String name) {
        return Form.of("CWL", "v1.2", name);
    }

    @Override
    Form good() {
        return document("main.cwl#main")
                .attach("main.cwl", """
                        cwlVersion: v1.2
                        $graph:
                        - id: main
                          class: Workflow
                          requirements: {ScatterFeatureRequirement: {}}
                          inputs: {texts: "File[]"}
                          outputs:
                            sizes: {type: "File[]", outputSource: count/size}
                            all: {type: File, outputSource: join/all}
                          steps:
                            count:
                              run: tools/count.cwl
                              scatter: text
                              in: {text: texts}
                              out: [size]
                            join:
                              run: "#joined"
                              in: {parts: count/size}
                              out: [all]
                        - id: joined
                          class: CommandLineTool
                          baseCommand: [sh, -c, 'for part; do cut -d " " -f 1 "$part"; done', join]
                          inputs: {parts: {type: "File[]", inputBinding: {position: 1}}}
                          outputs: {all: stdout}
                          stdout: all.txt
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
        JsonNode sizes = run.at("/outputs/sizes");
        assertThat(sizes.findValuesAsText("basename")).containsExactly("a file.txt.size", "b.txt.size");
        assertThat(sizes.at("/0/checksum").asText()).startsWith("sha1$");
        assertThat(sizes.findValues("path")).isEmpty();
        checkText(run.at("/outputs/all/location"), "5", "1");
    }

    @Override
    Form failing() {
        return document("fail.cwl").attach("fail.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [sh, -c, "echo said; echo wrong >&2; exit 7"]
                inputs: []
                outputs: []
                """);
    }

    @Override
    Form invalid() {
        return document("bad.cwl").attach("bad.cwl", "cwlVersion: v1.2\nclass: Nonsense\n");
    }

    @Override
    Form missingInput() {
        return document("count.cwl")
                .attach("count.cwl", COUNT)
                .field("workflow_params", "{\"text\": {\"class\": \"File\", \"path\": \"nosuch.txt\"}}");
    }

    @Override
    Form fetching(String url) {
        return document("copy.cwl")
                .attach("copy.cwl", """
                        cwlVersion: v1.2
                        class: CommandLineTool
                        baseCommand: cat
                        inputs: {far: {type: File, inputBinding: {position: 1}}}
                        outputs: {copy: stdout}
                        stdout: copied.txt
                        """)
                .field("workflow_params", "{\"far\": {\"class\": \"File\", \"location\": \"" + url + "\"}}");
    }

    @Override
    Form sleeping(String command) {
        return document("sleep.cwl").attach("sleep.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [sh, -c, "COMMAND"]
                inputs: []
                outputs: []
                """.replace("COMMAND", command));
    }
}
