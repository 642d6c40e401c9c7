package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnakemakeTest extends ShimContract {

    @Override
    String engineName() {
        return "snakemake";
    }

    @Override
    Submission hello() {
        return new Submission("Snakefile", null, Map.of("Snakefile", """
                rule hello:
                    output: "hello.txt"
                    shell: "echo hello > {output}"
                """));
    }

    @Override
    Submission scatter() {
        return new Submission(
                "flows/Snakefile",
                """
                {"words": {"1": "data/one two.txt", "2": "data/2.txt", "3": "three.txt"}}
                """,
                Map.of(
                        "flows/Snakefile",
                        """
                        include: "../tools/upper.smk"
                        rule merge:
                            default_target: True
                            input: expand("upper/{number}.txt", number=config["words"])
                            output: "all.txt"
                            shell: "echo note >&2; sort {input} > {output}"
                        """,
                        "tools/upper.smk",
                        """
                        rule upper:
                            input: lambda found: config["words"][found.number]
                            output: "upper/{number}.txt"
                            shell: "echo note >&2; tr a-z A-Z < {input:q} > {output}"
                        """,
                        "data/one two.txt",
                        "one\n",
                        "data/2.txt",
                        "two\n",
                        "three.txt",
                        "three\n"));
    }

    @Override
    String lastTask() {
        return "merge";
    }

    @Override
    Submission failing() {
        return new Submission("Snakefile", "{}", Map.of("Snakefile", """
                rule bad:
                    output: "never.txt"
                    shell: "echo no luck >&2; exit 7"
                """));
    }

    @Override
    Submission invalid() {
        return new Submission("Snakefile", "{}", Map.of("Snakefile", """
                rule wrong:
                    output "x.txt"
                    nonsense: 3
                """));
    }

    @Override
    Submission missingInput() {
        return new Submission("Snakefile", "{}", Map.of("Snakefile", """
                rule cat:
                    input: "absent.txt"
                    output: "copy.txt"
                    shell: "cat {input} > {output}"
                """));
    }

    @Override
    Submission argumentWithSpaces(String argument) {
        return new Submission("Snakefile", "{\"text\": \"" + argument + "\"}", Map.of("Snakefile", """
                rule say:
                    output: touch("said")
                    params: text=lambda _: config["text"]
                    shell: "printf '%s\\\\n' {params.text:q}"
                """));
    }

    @Override
    Submission waiting() {
        return new Submission("Snakefile", "{}", Map.of("Snakefile", """
                rule wait:
                    input: "one.txt"
                    output: "never.txt"
                    shell: "echo started >&2; setsid sleep 600 & sleep 600"
                rule first:
                    output: "one.txt"
                    shell: "echo one > {output}"
                """));
    }

    @Override
    Submission undeclaredParameter() {
        Submission hello = hello();
        return new Submission(hello.workflow(), "{\"nobody\": 1}", hello.files());
    }

    @Override
    boolean takesUndeclaredParameters() {
        return true;
    }

    @Override
    Submission fetching(String url) {
        return new Submission("Snakefile", "{\"far\": \"" + url + "\"}", Map.of("Snakefile", """
                rule copy:
                    input: storage.http(config["far"])
                    output: "copy.txt"
                    shell: "cat {input:q} > {output}"
                """));
    }

    @Test
    void knowsNoFragments() throws Exception {
        Submission hello = hello();
        Ended ended = run(new Submission(hello.workflow() + "#part", null, hello.files()));

        assertThat(ended.failed().reason()).contains("Snakefile#part").doesNotContain(temporary.toString());
    }

    @Override
    List<String> hooks() {
        return List.of("run_wrapper", "LoggerPluginRegistry");
    }

    @Override
    String packages() {
        return "snakemake,snakemake_interface_logger_plugins";
    }
}
