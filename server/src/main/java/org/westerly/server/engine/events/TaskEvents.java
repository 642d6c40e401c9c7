package org.westerly.server.engine.events;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.files.Fetched;

/**
 * What the event file of a run tells.
 *
 * @param tasks in the order they started
 * @param errors what went wrong, in the engine's words, oldest first
 * @param exitCode what the engine said it would exit with, null when it did not get that far
 * @param fetched what the engine has fetched by itself, in that order
 */
public record TaskEvents(
        List<TaskRecord> tasks,
        List<String> errors,
        @Nullable Integer exitCode,
        List<Fetched> fetched) {

    public static final TaskEvents NONE = new TaskEvents(List.of(), List.of(), null, List.of());

    public TaskEvents {
        tasks = List.copyOf(tasks);
        errors = List.copyOf(errors);
        fetched = List.copyOf(fetched);
    }

    /** Whether nothing of the engine's own doings is known. */
    public boolean isEmpty() {
        return tasks.isEmpty() && errors.isEmpty() && exitCode == null;
    }

    /**
     * The task that failed last: engines stop at the failure they do not forgive. Where none has an exit code, one that
     * ended without any but with a message.
     */
    public Optional<TaskRecord> failed() {
        return last(task -> task.exitCode() != null && task.exitCode() != 0)
                .or(() -> last(task -> task.end() != null
                        && task.exitCode() == null
                        && !task.systemLogs().isEmpty()));
    }

    private Optional<TaskRecord> last(Predicate<TaskRecord> which) {
        return tasks.stream()
                .filter(which)
                .reduce((one, other) ->
                        other.end() != null && one.end() != null && other.end().isBefore(one.end()) ? one : other);
    }
}
