package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Progress;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunEvent;

/** A run that is over. */
record Ended(Prepared prepared, RunEvent event, Progress progress, Duration took) {

    RunFolder folder() {
        return prepared.folder();
    }

    List<TaskRecord> tasks() {
        return progress.tasks();
    }

    /** Of a run that was COMPLETE. */
    String outputs() {
        assertThat(event).as(this::logs).isInstanceOf(RunEvent.Succeeded.class);
        return ((RunEvent.Succeeded) event).outputs();
    }

    /** Of a run that was EXECUTOR_ERROR. */
    RunEvent.Failed failed() {
        assertThat(event).as(this::logs).isInstanceOf(RunEvent.Failed.class);
        return (RunEvent.Failed) event;
    }

    /** Of a run that was SYSTEM_ERROR. */
    RunEvent.Faulted faulted() {
        assertThat(event).as(this::logs).isInstanceOf(RunEvent.Faulted.class);
        return (RunEvent.Faulted) event;
    }

    TaskRecord task(String name) {
        return tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no task " + name + " in " + tasks()));
    }

    /** All that the run has left where its outputs are. */
    List<Path> files(Engine engine) throws IOException {
        try (Stream<Path> files = Files.walk(engine.outputRoot(folder()))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    String logs() {
        return read(folder().stderr()) + read(folder().stdout());
    }

    static String read(@Nullable Path file) {
        try {
            return file == null ? "" : Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
