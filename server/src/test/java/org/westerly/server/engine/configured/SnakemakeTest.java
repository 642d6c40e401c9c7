package org.westerly.server.engine.configured;

import java.util.Map;

class SnakemakeTest extends EngineContract {

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
}
