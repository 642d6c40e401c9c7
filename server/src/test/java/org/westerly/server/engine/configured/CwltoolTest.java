package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Override
    List<String> hooks() {
        return List.of("_job_popen", "setup_loadingContext|downloadHttpFile|MultithreadedJobExecutor");
    }

    @Override
    String packages() {
        return "cwltool";
    }
}
