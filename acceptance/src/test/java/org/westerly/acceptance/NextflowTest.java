package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.westerly.acceptance.testkit.Form;

/** Nextflow DSL2, run by the real Nextflow. */
class NextflowTest extends RealEngineTest {

    NextflowTest() {
        super("NFL", "nextflow");
    }

    private static Form script(String text) {
        return Form.of("NFL", "DSL2", "main.nf").attach("main.nf", text);
    }

    @Override
    Form good() {
        return script("""
                params.names = []
                process SIZE {
                    publishDir 'results', mode: 'copy'
                    input: path text
                    output: path "${text}.size"
                    script: "wc -c < ${text} > ${text}.size"
                }
                workflow { SIZE(Channel.fromPath(params.names)) }
                """)
                .attach("data/a.txt", "12345")
                .attach("data/b.txt", "1")
                .field("workflow_params", "{\"names\": [\"data/a.txt\", \"data/b.txt\"]}");
    }

    @Override
    void checkGood(JsonNode run) {
        assertThat(run.path("task_logs")).hasSize(2);
        JsonNode files = run.at("/outputs/files");
        assertThat(files.findValuesAsText("path")).containsExactly("results/a.txt.size", "results/b.txt.size");
        assertThat(wes().get(files.at("/0/location").asText()).text().strip()).isEqualTo("5");
    }

    @Override
    Form failing() {
        return script("""
                process FAIL {
                    script: "echo said; echo wrong >&2; exit 7"
                }
                workflow { FAIL() }
                """);
    }

    @Override
    Form invalid() {
        return script("this is { no script");
    }

    @Override
    Form missingInput() {
        return script("""
                process READ {
                    input: path text
                    script: "cat ${text}"
                }
                workflow { READ(file('nosuch.txt', checkIfExists: true)) }
                """);
    }

    @Override
    Form sleeping() {
        return script("""
                process SLEEP {
                    script: "sleep 987 & wait"
                }
                workflow { SLEEP() }
                """);
    }
}
