package org.westerly.server.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.job.JobRef;

/**
 * A run as it stands: the part that changes. The immutable request and the outputs are kept beside it, so that a move
 * rewrites little.
 *
 * @param version counts the moves; the guard of every update
 * @param attempt counts the launches that were begun, from 1; 0 before the first
 * @param startTime when the engine was started
 * @param endTime when the terminal state was reached
 * @param exitCode the engine's own, where it got that far
 * @param command the engine's argument list, where it got that far
 * @param systemLogs what Westerly itself has to say about the run, oldest first
 * @param deletedAt when it was soft-deleted
 */
public record Run(
        RunId id,
        Owner owner,
        RunState state,
        long version,
        EngineChoice engine,
        Map<String, String> tags,
        Instant submittedAt,
        int attempt,
        @Nullable JobRef job,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable Integer exitCode,
        List<String> command,
        List<String> systemLogs,
        @Nullable Instant deletedAt) {

    public Run {
        tags = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(tags));
        command = List.copyOf(command);
        systemLogs = List.copyOf(systemLogs);
    }

    /** A run that has just been accepted. */
    public static Run accepted(
            RunId id, Owner owner, EngineChoice engine, Map<String, String> tags, List<String> notes, Instant now) {
        return new Run(
                id, owner, RunState.QUEUED, 0, engine, tags, now, 0, null, null, null, null, List.of(), notes, null);
    }

    Run moved(RunState to) {
        return new Run(
                id,
                owner,
                to,
                version + 1,
                engine,
                tags,
                submittedAt,
                attempt,
                job,
                startTime,
                endTime,
                exitCode,
                command,
                systemLogs,
                deletedAt);
    }

    Run withAttempt(int number) {
        return new Run(
                id,
                owner,
                state,
                version,
                engine,
                tags,
                submittedAt,
                number,
                job,
                startTime,
                endTime,
                exitCode,
                command,
                systemLogs,
                deletedAt);
    }

    Run withJob(JobRef ref, List<String> argv, Instant at) {
        return new Run(
                id,
                owner,
                state,
                version,
                engine,
                tags,
                submittedAt,
                attempt,
                ref,
                at,
                endTime,
                exitCode,
                argv,
                systemLogs,
                deletedAt);
    }

    Run ended(@Nullable Integer code, Instant at) {
        return new Run(
                id,
                owner,
                state,
                version,
                engine,
                tags,
                submittedAt,
                attempt,
                job,
                startTime,
                at,
                code,
                command,
                systemLogs,
                deletedAt);
    }

    Run noting(List<String> lines) {
        return new Run(
                id,
                owner,
                state,
                version,
                engine,
                tags,
                submittedAt,
                attempt,
                job,
                startTime,
                endTime,
                exitCode,
                command,
                Stream.concat(systemLogs.stream(), lines.stream()).toList(),
                deletedAt);
    }

    /** The same run, soft-deleted at {@code at}, or restored when null. Not a move: the state stays. */
    public Run deleted(@Nullable Instant at) {
        return new Run(
                id,
                owner,
                state,
                version + 1,
                engine,
                tags,
                submittedAt,
                attempt,
                job,
                startTime,
                endTime,
                exitCode,
                command,
                systemLogs,
                at);
    }
}
