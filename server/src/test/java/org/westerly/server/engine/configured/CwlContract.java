package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every engine for CWL must do. */
abstract class CwlContract extends ShimContract {

    private static final String HELLO = """
            cwlVersion: v1.2
            class: CommandLineTool
            baseCommand: [echo, hello]
            inputs: {}
            stdout: hello.txt
            outputs: {said: stdout}
            """;

    @Override
    Submission hello() {
        return new Submission("hello.cwl", null, Map.of("hello.cwl", HELLO));
    }

    @Override
    Submission scatter() {
        return new Submission(
                "flows/words.cwl",
                """
                {"words": [{"class": "File", "path": "data/one two.txt"}, {"class": "File", "location": "data/2.txt"},
                           {"class": "File", "path": "three.txt"}]}
                """,
                Map.of(
                        "flows/words.cwl",
                        """
                        cwlVersion: v1.2
                        class: Workflow
                        requirements: {ScatterFeatureRequirement: {}}
                        inputs: {words: 'File[]'}
                        steps:
                          upper: {run: ../tools/upper.cwl, scatter: word, in: {word: words}, out: [big]}
                          merge:
                            run:
                              class: CommandLineTool
                              baseCommand: [sh, -c, 'echo note >&2; sort "$@"', sort]
                              inputs: {parts: {type: 'File[]', inputBinding: {position: 1}}}
                              stdout: all.txt
                              outputs: {all: stdout}
                            in: {parts: upper/big}
                            out: [all]
                        outputs: {all: {type: File, outputSource: merge/all}}
                        """,
                        "tools/upper.cwl",
                        """
                        cwlVersion: v1.2
                        class: CommandLineTool
                        baseCommand: [sh, -c, 'echo note >&2; tr a-z A-Z < "$1"', upper]
                        inputs: {word: {type: File, inputBinding: {position: 1}}}
                        stdout: upper.txt
                        outputs: {big: stdout}
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
        return new Submission("bad.cwl", "{}", Map.of("bad.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [sh, -c, 'echo no luck >&2; exit 7']
                inputs: {}
                outputs: {}
                """));
    }

    @Override
    Submission invalid() {
        return new Submission("wrong.cwl", "{}", Map.of("wrong.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                inputs: {x: nonsense}
                outputs: []
                """));
    }

    @Override
    Submission missingInput() {
        return new Submission(
                "cat.cwl", "{\"f\": {\"class\": \"File\", \"path\": \"absent.txt\"}}", Map.of("cat.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: cat
                inputs: {f: {type: File, inputBinding: {}}}
                outputs: {}
                """));
    }

    @Override
    Submission argumentWithSpaces(String argument) {
        return new Submission("arg.cwl", "{\"text\": \"" + argument + "\"}", Map.of("arg.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [printf, '%s\\n']
                inputs: {text: {type: string, inputBinding: {}}}
                outputs: {}
                """));
    }

    @Override
    Submission waiting() {
        return new Submission("waiting.cwl", "{}", Map.of("waiting.cwl", """
                cwlVersion: v1.2
                class: Workflow
                inputs: {}
                steps:
                  wait:
                    run:
                      class: CommandLineTool
                      baseCommand: [sh, -c, 'echo started >&2; setsid sleep 600 & sleep 600']
                      inputs: {one: File}
                      outputs: {}
                    in: {one: first/one}
                    out: []
                  first:
                    run:
                      class: CommandLineTool
                      baseCommand: [echo, one]
                      inputs: {}
                      stdout: one.txt
                      outputs: {one: stdout}
                    in: {}
                    out: [one]
                outputs: {}
                """));
    }

    @Override
    Submission undeclaredParameter() {
        return new Submission("hello.cwl", "{\"nobody\": 1}", Map.of("hello.cwl", HELLO));
    }

    @Override
    boolean takesUndeclaredParameters() {
        return true;
    }

    @Override
    Submission fetching(String url) {
        return new Submission(
                "copy.cwl", "{\"far\": {\"class\": \"File\", \"location\": \"" + url + "\"}}", Map.of("copy.cwl", """
                        cwlVersion: v1.2
                        class: CommandLineTool
                        baseCommand: cat
                        inputs: {far: {type: File, inputBinding: {}}}
                        stdout: copy.txt
                        outputs: {copy: stdout}
                        """));
    }

    @Test
    void takesTheFragmentOfADocument() throws Exception {
        Ended ended = run(new Submission("packed.cwl#second", null, Map.of("packed.cwl", """
                cwlVersion: v1.2
                $graph:
                - {id: first, class: CommandLineTool, baseCommand: 'false', inputs: {}, outputs: {}}
                - {id: second, class: CommandLineTool, baseCommand: [echo, hello], inputs: {}, stdout: hello.txt, outputs: {o: stdout}}
                """)));

        assertThat(ended.outputs())
                .contains("\"location\":\"outputs:hello.txt\"")
                .doesNotContain("\"path\"");
    }

    @Test
    void knowsSubworkflowsFoldersAndSecondaryFiles() throws Exception {
        Ended ended =
                run(new Submission("outer.cwl", """
                {"names": ["a", "b"], "bam": {"class": "File", "path": "x.bam", "secondaryFiles": [{"class": "File", "path": "x.bam.bai"}]}}
                """, Map.of("x.bam", "bam\n", "x.bam.bai", "bai\n", "outer.cwl", """
                        cwlVersion: v1.2
                        class: Workflow
                        requirements: {ScatterFeatureRequirement: {}, SubworkflowFeatureRequirement: {}}
                        inputs: {names: 'string[]', bam: {type: File, secondaryFiles: [.bai]}}
                        steps:
                          each:
                            scatter: name
                            in: {name: names, bam: bam}
                            out: [index]
                            run:
                              class: Workflow
                              inputs: {name: string, bam: {type: File, secondaryFiles: [.bai]}}
                              outputs: {index: {type: File, outputSource: inner/index}}
                              steps:
                                inner:
                                  in: {name: name, bam: bam}
                                  out: [index]
                                  run:
                                    class: CommandLineTool
                                    baseCommand: [sh, -c, 'cat "$1.bai" > "$0.txt"']
                                    arguments: [$(inputs.name), $(inputs.bam.path)]
                                    inputs: {name: string, bam: {type: File, secondaryFiles: [.bai]}}
                                    outputs: {index: {type: File, outputBinding: {glob: '*.txt'}}}
                          gather:
                            in: {parts: each/index}
                            out: [folder, pair]
                            run:
                              class: CommandLineTool
                              baseCommand: [sh, -c, 'mkdir -p res/deep; cp "$@" res/deep; echo 1 > p.bam; echo 2 > p.bam.bai', sh]
                              inputs: {parts: {type: 'File[]', inputBinding: {}}}
                              outputs:
                                folder: {type: Directory, outputBinding: {glob: res}}
                                pair: {type: File, secondaryFiles: [.bai], outputBinding: {glob: p.bam}}
                        outputs:
                          folder: {type: Directory, outputSource: gather/folder}
                          pair: {type: File, secondaryFiles: [.bai], outputSource: gather/pair}
                        """)));

        assertThat(ended.outputs()).contains("outputs:res/deep/a.txt", "outputs:p.bam\"", "outputs:p.bam.bai");
        assertThat(ended.folder().outputs().resolve("res/deep/b.txt")).hasContent("bai\n");
        assertThat(ended.tasks())
                .extracting(task -> task.name().replaceFirst("_2$", ""))
                .containsExactly("inner", "inner", "gather");
    }
}
