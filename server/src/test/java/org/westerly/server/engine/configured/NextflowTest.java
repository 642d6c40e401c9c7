package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NextflowTest extends EngineContract {

    private static final String HELLO = """
            process HELLO {
              publishDir 'results'
              output: path 'hello.txt'
              script: 'echo hello > hello.txt'
            }
            workflow { HELLO() }
            """;

    @Override
    String engineName() {
        return "nextflow";
    }

    @Override
    Submission hello() {
        return new Submission("hello.nf", null, Map.of("hello.nf", HELLO));
    }

    @Override
    Submission scatter() {
        return new Submission(
                "flows/words.nf",
                "{\"words\": [\"data/one two.txt\", \"data/2.txt\", \"three.txt\"]}",
                Map.of(
                        "flows/words.nf",
                        """
                        include { UPPER } from './../tools/upper.nf'
                        process MERGE {
                          publishDir "${launchDir}/results"
                          input: path(parts, stageAs: '?.txt')
                          output: path 'all.txt'
                          script: "echo note >&2; sort ${parts} > all.txt"
                        }
                        workflow {
                          UPPER(Channel.fromList(params.words).map { file("${launchDir}/${it}") }) | collect | MERGE
                        }
                        """,
                        "tools/upper.nf",
                        """
                        process UPPER {
                          input: path(word, stageAs: 'in.txt')
                          output: path 'out.txt'
                          script: "echo note >&2; tr a-z A-Z < in.txt > out.txt"
                        }
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
        return "MERGE";
    }

    @Override
    Submission failing() {
        return new Submission("bad.nf", "{}", Map.of("bad.nf", """
                process BAD {
                  script: 'echo no luck >&2; exit 7'
                }
                workflow { BAD() }
                """));
    }

    @Override
    Submission invalid() {
        return new Submission("wrong.nf", "{}", Map.of("wrong.nf", "workflow { foo( }\n"));
    }

    @Override
    Submission missingInput() {
        return new Submission("cat.nf", "{\"f\": \"absent.txt\"}", Map.of("cat.nf", """
                process CAT {
                  input: path f
                  script: "cat ${f}"
                }
                workflow { CAT(Channel.fromPath(params.f, checkIfExists: true)) }
                """));
    }

    @Override
    Submission argumentWithSpaces(String argument) {
        return new Submission("arg.nf", "{\"text\": \"" + argument + "\"}", Map.of("arg.nf", """
                process ARG {
                  input: val text
                  script: "printf '%s\\\\n' '${text}'"
                }
                workflow { ARG(Channel.of(params.text)) }
                """));
    }

    @Override
    Submission waiting() {
        return new Submission("waiting.nf", "{}", Map.of("waiting.nf", """
                process FIRST {
                  output: path 'one.txt'
                  script: 'echo one > one.txt'
                }
                process WAIT {
                  input: path one
                  script: 'echo started >&2; setsid sleep 600 & sleep 600'
                }
                workflow { FIRST | WAIT }
                """));
    }

    @Override
    Submission undeclaredParameter() {
        return new Submission("hello.nf", "{\"nobody\": 1}", Map.of("hello.nf", HELLO));
    }

    @Override
    boolean takesUndeclaredParameters() {
        return true;
    }

    @Override
    Submission fetching(String url) {
        return new Submission("copy.nf", "{\"far\": \"" + url + "\"}", Map.of("copy.nf", """
                process COPY {
                  publishDir 'results'
                  input: path(far, stageAs: 'far.txt')
                  output: path 'copy.txt'
                  script: 'cat far.txt > copy.txt'
                }
                workflow { COPY(file(params.far)) }
                """));
    }

    @Test
    void knowsNoFragments() throws Exception {
        Submission hello = hello();
        Ended ended = run(new Submission(hello.workflow() + "#part", null, hello.files()));

        assertThat(ended.failed().reason()).contains("hello.nf#part").doesNotContain(temporary.toString());
    }

    /** It fetches by itself, on Java, and tells nobody. */
    @Override
    void fetched(Ended ended, String url) {
        assertThat(ended.progress().fetched()).isEmpty();
    }

    @Test
    void honoursTheUsersOwnConfiguration() throws Exception {
        Ended ended = run(new Submission(
                "own.nf",
                null,
                Map.of(
                        "own.nf",
                        "process OWN { script: \"echo ${params.colour}\" }\nworkflow { OWN() }\n",
                        "nextflow.config",
                        "params.colour = 'teal'\n")));

        ended.outputs();
        assertThat(read(ended.task("OWN").stdout())).isEqualTo("teal\n");
    }

    @Test
    void knowsModulesProfilesSheetsAndReports() throws Exception {
        Ended ended = run(new Submission(
                "main.nf",
                "{\"input\": \"sheet.csv\", \"nested\": {\"a\": [1, 2]}}",
                Map.of(
                        "main.nf",
                        """
                        nextflow.enable.dsl = 2
                        include { SAY } from './modules/local/say'
                        workflow PIPE {
                          Channel.fromPath(params.input, checkIfExists: true)
                            .splitCsv(header: true)
                            .map { row -> [[id: row.sample], file(row.reads, checkIfExists: true)] } | SAY
                        }
                        workflow { PIPE() }
                        """,
                        "modules/local/say.nf",
                        """
                        process SAY {
                          tag "$meta.id"
                          conda 'nobody::needs=1'
                          container 'nowhere/to:be-found'
                          publishDir "${params.outdir}/say", mode: 'copy'
                          input: tuple val(meta), path(reads)
                          output: tuple val(meta), path('*.out')
                          script: "cat $reads > ${meta.id}.${params.ending}"
                        }
                        """,
                        "nextflow.config",
                        """
                        params { input = null; outdir = 'results'; ending = 'none' }
                        includeConfig 'conf/base.config'
                        profiles {
                          test { params.ending = 'out' }
                        }
                        trace { enabled = true; file = "${params.outdir}/info/trace.txt" }
                        report { enabled = true; file = "${params.outdir}/info/report.html" }
                        """,
                        "conf/base.config",
                        "process { cpus = { 1 * task.attempt }; memory = { 64.MB * task.attempt }; maxRetries = 1 }\n",
                        "sheet.csv",
                        "sample,reads\na,r.fq\n",
                        "r.fq",
                        "acgt\n"),
                Map.of("profile", "test")));

        assertThat(ended.outputs())
                .contains("outputs:results/say/a.out", "outputs:results/info/trace.txt", "results/info/report.html");
        assertThat(ended.tasks()).singleElement().satisfies(task -> {
            assertThat(task.name()).isEqualTo("PIPE:SAY (a)");
            assertThat(task.extra())
                    .containsEntry("memory_bytes", 64 << 20)
                    .doesNotContainEntry("peak_memory_bytes", 0);
        });
    }

    @Test
    void listsWhatTheWorkflowMadeAndNothingElse() throws Exception {
        Ended ended = run(hello());

        assertThat(ended.outputs()).isEqualTo("""
                {"files":[{"class":"File","location":"outputs:results/hello.txt","path":"results/hello.txt",\
                "basename":"hello.txt","size":6}]}""");
    }

    @Test
    void countsTheAttemptsOfATask() throws Exception {
        Ended ended = run(new Submission("again.nf", null, Map.of("again.nf", """
                process AGAIN {
                  errorStrategy 'retry'
                  script: "exit ${task.attempt == 1 ? 3 : 0}"
                }
                workflow { AGAIN() }
                """)));

        ended.outputs();
        assertThat(ended.tasks())
                .extracting(task -> task.extra().get("attempt"))
                .containsExactly(1, 2);
        assertThat(ended.tasks()).extracting("exitCode").containsExactly(3, 0);
    }

    @Test
    void runsTheDemo() throws Exception {
        Ended ended = run(DemoFiles.submission("nextflow", "main.nf"));

        assertThat(ended.outputs()).contains("outputs:results/greetings.txt");
        assertThat(ended.folder().work().resolve("results/greetings.txt"))
                .hasContent(DemoFiles.text("nextflow/expected/greetings.txt"));
        assertThat(ended.tasks())
                .extracting("name")
                .contains("GREET (Ada)", "GATHER")
                .hasSize(4);
    }
}
