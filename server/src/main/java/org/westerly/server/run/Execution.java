package org.westerly.server.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.job.JobRef;

/**
 * How far the work on a run has come.
 *
 * @param attempt counts the launches that were begun, from 1; 0 before the first
 * @param epoch of the server that works on it, or did at last; 0 before the first
 * @param job where the engine runs or ran, once it was started
 * @param command the engine's argument list, once it was started
 * @param startTime when the engine was started
 * @param endTime when the terminal state was reached
 * @param exitCode the engine's own, where it got that far
 */
public record Execution(
        int attempt,
        long epoch,
        @Nullable JobRef job,
        List<String> command,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable Integer exitCode) {

    static final Execution NONE = new Execution(0, 0, null, List.of(), null, null, null);

    public Execution {
        command = List.copyOf(command);
    }

    Execution claimed(long by) {
        return new Execution(attempt + 1, by, job, command, startTime, endTime, exitCode);
    }

    Execution takenOver(long by) {
        return new Execution(attempt, by, job, command, startTime, endTime, exitCode);
    }

    Execution started(JobRef ref, List<String> argv, Instant at) {
        return new Execution(attempt, epoch, ref, argv, at, endTime, exitCode);
    }

    /** Without anything that the client sent or the engine said. */
    Execution timesOnly() {
        return new Execution(attempt, 0, null, List.of(), startTime, endTime, null);
    }

    Execution ended(@Nullable Integer code, Instant at) {
        return new Execution(attempt, epoch, job, command, startTime, at, code);
    }
}
