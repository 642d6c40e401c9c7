package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.westerly.server.files.RunFolder;

class CwltoolTest extends CwlContract {

    @Override
    String engineName() {
        return "cwltool";
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
    void listsTheTasksOfTheLogWhenTheHookIsGone() throws Exception {
        Path script = Files.writeString(temporary.resolve("another_release.py"), """
                import runpy, sys
                import cwltool.job
                real = cwltool.job._job_popen
                def _job_popen(commands, **others):
                    return real(commands, **others)
                cwltool.job._job_popen = _job_popen
                del sys.argv[0]
                runpy.run_path(sys.argv[0], run_name="__main__")
                """);

        Ended ended = run(with(prepare(failing()), argv -> {
            argv.add(argv.indexOf("-I") + 1, script.toString());
            return argv;
        }));

        assertThat(ended.tasks()).singleElement().extracting("exitCode").isEqualTo(7);
        assertThat(read(ended.folder().stderr())).contains("tasks are listed from its log");
    }

    @Test
    void goesOnWhenNothingMoreCanBeRecorded() throws Exception {
        Ended ended = run(with(prepare(hello()), argv -> {
            argv.set(argv.indexOf("-I") + 2, "/dev/full");
            return argv;
        }));

        assertThat(ended.outputs()).contains("hello.txt");
        assertThat(ended.tasks()).isEmpty();
    }

    @Test
    @Timeout(120)
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
                .atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(folder.tasks().resolve("1.stdout"))
                        && read(folder.tasks().resolve("1.stdout")).equals("started\n"));
        List<ProcessHandle> descendants = process.descendants().toList();

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(descendants).hasSizeGreaterThanOrEqualTo(2);
        Awaitility.await().until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
    }
}
