package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CwltoolTest extends CwlContract {

    @Override
    String engineName() {
        return "cwltool";
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

        Ended ended = run(prepare(failing()).with(argv -> {
            argv.add(argv.indexOf("-I") + 1, script.toString());
            return argv;
        }));

        assertThat(ended.tasks()).singleElement().extracting("exitCode").isEqualTo(7);
        assertThat(read(ended.folder().stderr())).contains("tasks are listed from its log");
    }
}
