package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MiniwdlTest extends WdlContract {

    @Override
    String engineName() {
        return "miniwdl";
    }

    @Test
    void keepsWhatIsNoFileAsItIs() throws Exception {
        Ended ended = run(new Submission("values.wdl", "{}", Map.of("values.wdl", """
                version 1.0
                workflow values {
                  output { Array[Int] numbers = [1, 2] String? none = "/etc/passwd" }
                }
                """)));

        assertThat(ended.outputs()).isEqualTo("{\"values.none\":\"/etc/passwd\",\"values.numbers\":[1,2]}");
    }

    @Override
    List<String> hooks() {
        return List.of("task_running_context", "make_read_source");
    }

    @Override
    String packages() {
        return "WDL";
    }

    @Test
    void isOfNoUseWhereOurBackendsCannotBeAdded() throws Exception {
        assertThat(runInAnotherRelease("default_plugins").faulted().reason())
                .contains("takes no backends from elsewhere");
    }
}
