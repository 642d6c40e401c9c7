package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every engine for WDL must do. */
abstract class WdlContract extends ShimContract {

    @Override
    Submission hello() {
        return new Submission("hello.wdl", null, Map.of("hello.wdl", """
                version 1.0
                task hello {
                  command { echo hello > hello.txt }
                  output { File said = "hello.txt" }
                }
                workflow greet {
                  call hello
                  output { File said = hello.said }
                }
                """));
    }

    @Override
    Submission scatter() {
        return new Submission(
                "flows/words.wdl",
                """
                {"all.words": ["data/one two.txt", "data/2.txt", "three.txt"]}
                """,
                Map.of(
                        "flows/words.wdl",
                        """
                        version 1.0
                        import "../tools/upper.wdl" as tools
                        task merge {
                          input { Array[File] parts }
                          command <<<
                            echo note >&2
                            sort ~{sep=" " parts} > all.txt
                          >>>
                          output { File all = "all.txt" }
                        }
                        workflow all {
                          input { Array[File] words }
                          scatter (word in words) { call tools.upper { input: word = word } }
                          call merge { input: parts = upper.big }
                          output { File all = merge.all }
                        }
                        """,
                        "tools/upper.wdl",
                        """
                        version 1.0
                        task upper {
                          input { File word }
                          command <<<
                            echo note >&2
                            tr a-z A-Z < "~{word}" > upper.txt
                          >>>
                          output { File big = "upper.txt" }
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
        return "merge";
    }

    @Override
    Submission failing() {
        return new Submission("bad.wdl", "{}", Map.of("bad.wdl", """
                version 1.0
                task bad {
                  command { echo no luck >&2; exit 7 }
                }
                """));
    }

    @Override
    Submission invalid() {
        return new Submission("wrong.wdl", "{}", Map.of("wrong.wdl", """
                version 1.0
                task wrong {
                  input { Nonsense x }
                  command { true }
                }
                """));
    }

    @Override
    Submission missingInput() {
        return new Submission("cat.wdl", "{\"f\": \"absent.txt\"}", Map.of("cat.wdl", """
                version 1.0
                task cat {
                  input { File f }
                  command { cat "~{f}" }
                }
                """));
    }

    @Override
    Submission argumentWithSpaces(String argument) {
        return new Submission("arg.wdl", "{\"text\": \"" + argument + "\"}", Map.of("arg.wdl", """
                version 1.0
                task say {
                  input { String text }
                  File kept = write_lines([text])
                  command { cat "~{kept}" }
                }
                """));
    }

    @Override
    Submission waiting() {
        return new Submission("waiting.wdl", "{}", Map.of("waiting.wdl", """
                version 1.0
                task first {
                  command { echo one > one.txt }
                  output { File one = "one.txt" }
                }
                task wait {
                  input { File one }
                  command { echo started >&2; setsid sleep 600 & sleep 600 }
                }
                workflow main {
                  call first
                  call wait { input: one = first.one }
                }
                """));
    }

    @Override
    Submission undeclaredParameter() {
        Submission hello = hello();
        return new Submission(hello.workflow(), "{\"nobody\": 1}", hello.files());
    }

    @Override
    boolean takesUndeclaredParameters() {
        return false;
    }

    @Override
    Submission fetching(String url) {
        return new Submission("copy.wdl", "{\"far\": \"" + url + "\"}", Map.of("copy.wdl", """
                version 1.0
                task copy {
                  input { File far }
                  command { cat "~{far}" > copy.txt }
                  output { File copied = "copy.txt" }
                }
                """));
    }

    @Test
    void takesTheTaskThatTheFragmentNames() throws Exception {
        Ended ended = run(new Submission("tasks.wdl#second", null, Map.of("tasks.wdl", """
                version 1.0
                task first {
                  command { false }
                }
                task second {
                  command { echo hello > hello.txt }
                  output { File said = "hello.txt" }
                }
                workflow main { call first }
                """)));

        assertThat(ended.outputs()).contains("hello.txt");
        assertThat(ended.tasks()).extracting("name").containsExactly("second");
    }

    @Test
    void knowsStructsOptionalValuesAndScattersInScatters() throws Exception {
        Ended ended = run(new Submission("main.wdl", """
                {"main.samples": [{"name": "a", "reads": "r.fq"}, {"name": "b", "reads": "r.fq", "depth": 3}]}
                """, Map.of("r.fq", "acgt\n", "main.wdl", """
                        version 1.0
                        struct Sample { String name File reads Int? depth }
                        task count {
                          input { Sample sample Int lane }
                          command <<< wc -c < ~{sample.reads} > count.txt >>>
                          output { Int count = read_int("count.txt") Pair[Int, File] pair = (lane, "count.txt") File? none = "none.txt" }
                          runtime { docker: "nowhere/to:be-found" cpu: 1 memory: "64 MB" disks: "local-disk 10 HDD" preemptible: 2 }
                        }
                        workflow main {
                          input { Array[Sample] samples Boolean more = false }
                          scatter (sample in samples) {
                            scatter (lane in [1]) { call count { input: sample = sample, lane = lane } }
                          }
                          if (more) { call count as another { input: sample = samples[0], lane = 0 } }
                          output {
                            Array[Array[Int]] counts = count.count
                            Array[Array[File?]] nones = count.none
                            Array[Array[Pair[Int, File]]] pairs = count.pair
                            Int? another_count = another.count
                          }
                        }
                        """)));

        assertThat(ended.outputs())
                .contains("\"main.counts\":[[5],[5]]", "\"main.nones\":[[null],[null]]", "\"main.another_count\":null");
        assertThat(ended.tasks()).extracting("name").containsExactlyInAnyOrder("count-0-0", "count-1-0");
    }
}
