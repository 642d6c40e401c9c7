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
                process COUNT {
                    publishDir 'results', mode: 'copy'
                    input: path text
                    output: path "${text}.size"
                    script: "wc -c < ${text} > ${text}.size"
                }
                process JOIN {
                    publishDir 'results', mode: 'copy'
                    input: path parts
                    output: path 'all.txt'
                    script: "cat ${parts} | sort -r > all.txt"
                }
                workflow { JOIN(COUNT(Channel.fromPath(params.names)).collect()) }
                """)
                .attach("data/a.txt", "12345")
                .attach("data/b.txt", "1")
                .field("workflow_params", "{\"names\": [\"data/a.txt\", \"data/b.txt\"]}");
    }

    @Override
    void checkGood(JsonNode run) {
        JsonNode files = run.at("/outputs/files");
        assertThat(files.findValuesAsText("path"))
                .containsExactly("results/a.txt.size", "results/all.txt", "results/b.txt.size");
        checkText(files.at("/0/location"), "5");
        checkText(files.at("/1/location"), "5", "1");
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
    Form fetching(String url) {
        return script("""
                process COPY {
                    publishDir 'results', mode: 'copy'
                    input: path far
                    output: path 'copied.txt'
                    script: "cat ${far} > copied.txt"
                }
                workflow { COPY(file(params.far)) }
                """).field("workflow_params", "{\"far\": \"" + url + "\"}");
    }

    /** It runs on Java, where nothing of ours looks at its connections. */
    @Override
    boolean tellsWhatItFetched() {
        return false;
    }

    @Override
    Form sleeping(String command) {
        return script("""
                process SLEEP {
                    script: "COMMAND"
                }
                workflow { SLEEP() }
                """.replace("COMMAND", command));
    }
}
