package org.westerly.server.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Secrets;

/**
 * One task of a run, as far as it is known.
 *
 * @param id unique in the run, and safe in a URL
 * @param stdout the task's own standard output, absolute, inside the run's folder; null where the engine keeps none
 * @param extra the engine's own facts: attempt, cached, container, memory
 */
public record TaskRecord(
        String id,
        String name,
        List<String> command,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Integer exitCode,
        @Nullable Path stdout,
        @Nullable Path stderr,
        List<String> systemLogs,
        Map<String, Object> extra) {

    public TaskRecord {
        command = List.copyOf(command);
        systemLogs = List.copyOf(systemLogs);
        extra = Map.copyOf(extra);
    }

    /** The same, as it may be shown. */
    public TaskRecord masked(Secrets secrets) {
        return new TaskRecord(
                id,
                secrets.mask(name),
                secrets.mask(command),
                start,
                end,
                exitCode,
                stdout,
                stderr,
                secrets.mask(systemLogs),
                extra);
    }
}
