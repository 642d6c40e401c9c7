package org.westerly.server.engine.configured;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.TaskRecord;

/**
 * What the event file of a run tells.
 *
 * @param tasks in the order they started
 * @param errors what went wrong, in the engine's words, oldest first
 * @param exitCode what the engine said it would exit with, null when it did not get that far
 */
record TaskEvents(
        List<TaskRecord> tasks,
        List<String> errors,
        @Nullable Integer exitCode) {

    static final TaskEvents NONE = new TaskEvents(List.of(), List.of(), null);

    TaskEvents {
        tasks = List.copyOf(tasks);
        errors = List.copyOf(errors);
    }

    boolean isEmpty() {
        return tasks.isEmpty() && errors.isEmpty() && exitCode == null;
    }

    /** The task that failed last: engines stop at the failure they do not forgive. */
    Optional<TaskRecord> failed() {
        return tasks.stream()
                .filter(task -> task.exitCode() != null && task.exitCode() != 0)
                .reduce((one, other) ->
                        other.end() != null && one.end() != null && other.end().isBefore(one.end()) ? one : other);
    }
}
