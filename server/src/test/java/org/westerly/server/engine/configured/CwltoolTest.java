package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.westerly.server.files.RunFolder;

class CwltoolTest extends EngineContract {

    private static final String HELLO = """
            cwlVersion: v1.2
            class: CommandLineTool
            baseCommand: [echo, hello]
            inputs: {}
            stdout: hello.txt
            outputs: {said: stdout}
            """;

    @Override
    String engineName() {
        return "cwltool";
    }

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
    void givesATaskAllThereIsWhenItAsksForMore() throws Exception {
        Ended ended = run(new Submission("big.cwl", "{}", Map.of("big.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                requirements: {ResourceRequirement: {coresMin: 4096, ramMin: 100000000}}
                baseCommand: 'true'
                inputs: {}
                outputs: {}
                """)));

        assertThat(ended.outputs()).isEqualTo("{}");
    }

    @Test
    void tellsOfAProgramThatIsNotThere() throws Exception {
        Ended ended = run(new Submission("none.cwl", "{}", Map.of("none.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: no-such-program
                inputs: {}
                outputs: {}
                """)));

        assertThat(ended.failed().reason()).contains("command not found: no-such-program");
        assertThat(ended.tasks()).singleElement().extracting("exitCode").isEqualTo(127);
    }

    @Test
    void runsTheDemo() throws Exception {
        Ended ended = run(DemoFiles.submission("cwl", "words.cwl"));

        assertThat(ended.outputs()).contains("outputs:report.txt");
        assertThat(ended.folder().outputs().resolve("report.txt"))
                .hasContent(DemoFiles.text("cwl/expected/report.txt"));
        assertThat(ended.tasks())
                .extracting("name")
                .containsExactlyInAnyOrder("count", "count_2", "count_3", "sum", "write");
    }

    @Test
    void goesOnWithoutTaskRecordsWhenTheHookIsGone() throws Exception {
        Path modules = temporary.resolve("modules");
        Path fake = Files.createDirectories(modules.resolve("cwltool"));
        Files.writeString(fake.resolve("__init__.py"), "");
        Files.writeString(fake.resolve("job.py"), "def _job_popen(commands): pass\n");
        Files.writeString(
                fake.resolve("main.py"), "def main(argv, stdin, executor):\n  print(argv, stdin.read())\n  return 5\n");
        RunFolder folder =
                new RunFolder(Files.createDirectory(temporary.toRealPath().resolve("run")));
        folder.create();
        Files.writeString(folder.params(), "{}");
        Path python = enginesHome().resolve("cwltool-3.3.20260925135507/bin/python");
        Path shim =
                Path.of(java.util.Objects.requireNonNull(CwltoolTest.class.getResource("/engines/cwltool/run_cwl.py"))
                        .toURI());

        ProcessBuilder builder = new ProcessBuilder(
                        python.toString(),
                        shim.toString(),
                        folder.events().toString(),
                        folder.tasks().toString(),
                        folder.params().toString(),
                        "./a.cwl")
                .redirectError(folder.stderr().toFile())
                .redirectOutput(folder.stdout().toFile());
        builder.environment().put("PYTHONPATH", modules.toString());

        assertThat(builder.start().waitFor()).isEqualTo(5);
        assertThat(folder.stdout()).hasContent("['./a.cwl', '-'] {}");
        assertThat(folder.stderr()).content().contains("no task records");
        assertThat(TaskEventReader.read(folder.events(), folder)).isEqualTo(new TaskEvents(List.of(), List.of(), 5));
    }

    @Test
    @Timeout(30)
    void endsAtOnceWithItsTasksWhenToldTo() throws Exception {
        Prepared prepared = prepare(new Submission("sleep.cwl", "{}", Map.of("sleep.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [sh, -c, 'sleep 600 & echo started; sleep 600']
                inputs: {}
                outputs: {}
                """)));
        RunFolder folder = prepared.folder();
        Process process = launch(prepared);
        Awaitility.await()
                .until(() -> Files.exists(folder.tasks().resolve("1.stdout"))
                        && read(folder.tasks().resolve("1.stdout")).equals("started\n"));
        List<ProcessHandle> descendants = process.descendants().toList();

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(descendants).hasSizeGreaterThanOrEqualTo(2);
        Awaitility.await().until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
    }
}
