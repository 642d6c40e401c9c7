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
 * @param version counts the changes; the guard of every update
 * @param systemLogs what Westerly itself has to say about the run, oldest first
 * @param removal how far it has been taken away since its end
 */
public record Run(
        RunId id,
        Origin origin,
        RunState state,
        long version,
        Execution execution,
        List<String> systemLogs,
        Removal removal) {

    public Run {
        systemLogs = List.copyOf(systemLogs);
    }

    /** A run that has just been accepted. */
    public static Run accepted(
            RunId id, Owner owner, EngineChoice engine, Map<String, String> tags, List<String> notes, Instant now) {
        Origin origin = new Origin(owner, engine, tags, now);
        return new Run(id, origin, RunState.QUEUED, 0, Execution.NONE, notes, Removal.NONE);
    }

    /** The same run in its next version: in another state, further in its execution, with more to say. */
    Run moved(RunState to, Execution further, List<String> notes) {
        List<String> logs = Stream.concat(systemLogs.stream(), notes.stream()).toList();
        return new Run(id, origin, to, version + 1, further, logs, removal);
    }

    /** The same run, further away or back again, with more to say; the state stays. */
    Run removed(Removal next, List<String> notes) {
        List<String> logs = Stream.concat(systemLogs.stream(), notes.stream()).toList();
        return new Run(id, origin, state, version + 1, execution, logs, next);
    }

    /** What is left of it for good: whose it was, by which engine, when, and how it ended. */
    Run tombstone(Removal purged) {
        return new Run(id, origin.withoutTags(), state, version + 1, execution.timesOnly(), List.of(), purged);
    }

    /** When it was taken out of sight; null while it is to be seen. */
    public @Nullable Instant deletedAt() {
        return removal.deletedAt();
    }

    public Owner owner() {
        return origin.owner();
    }

    public EngineChoice engine() {
        return origin.engine();
    }

    public Map<String, String> tags() {
        return origin.tags();
    }

    public Instant submittedAt() {
        return origin.submittedAt();
    }

    public int attempt() {
        return execution.attempt();
    }

    /** Which server works on it, or did at last; 0 before the first. */
    public long epoch() {
        return execution.epoch();
    }

    public @Nullable JobRef job() {
        return execution.job();
    }

    public List<String> command() {
        return execution.command();
    }

    public @Nullable Instant startTime() {
        return execution.startTime();
    }

    public @Nullable Instant endTime() {
        return execution.endTime();
    }

    public @Nullable Integer exitCode() {
        return execution.exitCode();
    }
}
