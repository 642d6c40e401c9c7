package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToilWdlTest extends WdlContract {

    @Override
    String engineName() {
        return "toil";
    }

    @Override
    String workflowType() {
        return "WDL";
    }

    @Override
    List<String> hooks() {
        return List.of("_open_url|getUpdatedBatchJob");
    }

    @Override
    String packages() {
        return "toil";
    }

    /** There, tasks need a container engine. */
    @Test
    void listsTheTasksOfItsMessageBusWhereWorkersAreStartedInAnotherWay() throws Exception {
        Ended ended = runInAnotherRelease("resolveEntryPoint");

        assertThat(ended.failed().reason()).contains("task 'bad");
        assertThat(ended.tasks()).singleElement().satisfies(task -> {
            assertThat(task.end()).isNotNull();
            assertThat(task.exitCode()).isNull();
        });
    }
}
