package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.westerly.acceptance.testkit.Form;

/** Snakemake 9, run by the real Snakemake. */
class SnakemakeTest extends RealEngineTest {

    SnakemakeTest() {
        super("SMK", "snakemake");
    }

    private static Form snakefile(String text) {
        return Form.of("SMK", "9", "Snakefile").attach("Snakefile", text);
    }

    @Override
    Form good() {
        return snakefile("""
                include: "rules/count.smk"
                rule join:
                    default_target: True
                    input: expand("sizes/{text}.size", text=config["texts"])
                    output: "results/all.txt"
                    shell: "cat {input:q} > {output}"
                """)
                .attach("rules/count.smk", """
                        rule count:
                            input: "data/{text}.txt"
                            output: "sizes/{text}.size"
                            shell: "wc -c < {input:q} > {output:q}"
                        """)
                .attach("data/a file.txt", "12345")
                .attach("data/b.txt", "1")
                .field("workflow_params", "{\"texts\": [\"a file\", \"b\"]}");
    }

    @Override
    void checkGood(JsonNode run) {
        JsonNode files = run.at("/outputs/files");
        assertThat(files.findValuesAsText("path"))
                .containsExactly("results/all.txt", "sizes/a file.size", "sizes/b.size");
        checkText(files.at("/0/location"), "5", "1");
        checkText(files.at("/1/location"), "5");
    }

    @Override
    Form failing() {
        return snakefile("""
                rule fail:
                    output: "never.txt"
                    shell: "echo said; echo wrong >&2; exit 7"
                """);
    }

    @Override
    Form invalid() {
        return snakefile("rule bad:\n    nonsense: 3\n");
    }

    @Override
    Form missingInput() {
        return snakefile("""
                rule show:
                    input: "nosuch.txt"
                    output: "copy.txt"
                    shell: "cat {input} > {output}"
                """);
    }

    @Override
    Form fetching(String url) {
        return snakefile("""
                rule copy:
                    input: storage.http(config["far"])
                    output: "copied.txt"
                    shell: "cat {input:q} > {output}"
                """).field("workflow_params", "{\"far\": \"" + url + "\"}");
    }

    @Override
    Form sleeping(String command) {
        return snakefile("""
                rule rest:
                    output: "never.txt"
                    shell: "COMMAND"
                """.replace("COMMAND", command));
    }
}
