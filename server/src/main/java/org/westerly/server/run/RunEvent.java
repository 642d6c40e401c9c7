package org.westerly.server.run;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.job.JobRef;

/**
 * What can happen to a run. Each kind of event is one column of the table in {@link RunLifecycle}. Its {@code notes} go
 * to {@code system_logs}, after its reason if it has one.
 */
public sealed interface RunEvent {

    /** Told by the server that works on the run, and believed of no other. */
    sealed interface Working extends RunEvent {}

    /**
     * The server of that epoch took the run for launching; a second time when it was found that nothing had been started.
     */
    record Claimed(long epoch) implements RunEvent {}

    /** The server of that epoch goes on with the run, as the one that worked on it is gone. */
    record TakenOver(long epoch, String note) implements RunEvent {}

    /** The engine was started: by what job, with which argument list, and what Westerly has to say about the plan. */
    record Started(JobRef job, List<String> command, List<String> notes) implements Working {
        public Started {
            command = List.copyOf(command);
            notes = List.copyOf(notes);
        }
    }

    /** The engine succeeded; {@code outputs} is a JSON object. */
    record Succeeded(int exitCode, String outputs, List<String> notes) implements Working {
        public Succeeded {
            notes = List.copyOf(notes);
        }
    }

    /** The workflow failed, or its document was rejected. */
    record Failed(@Nullable Integer exitCode, String outputs, String reason, List<String> notes) implements Working {
        public Failed {
            notes = List.copyOf(notes);
        }

        public Failed(@Nullable Integer exitCode, String outputs, String reason) {
            this(exitCode, outputs, reason, List.of());
        }
    }

    /** The platform failed. */
    record Faulted(@Nullable Integer exitCode, String reason, List<String> notes) implements Working {
        public Faulted {
            notes = List.copyOf(notes);
        }

        public Faulted(@Nullable Integer exitCode, String reason) {
            this(exitCode, reason, List.of());
        }
    }

    /** The scheduler took the capacity back. */
    record Preempted(String reason, List<String> notes) implements Working {
        public Preempted {
            notes = List.copyOf(notes);
        }

        public Preempted(String reason) {
            this(reason, List.of());
        }
    }

    /** Somebody who may asked for the run to stop. */
    record CancelRequested(String by) implements RunEvent {}

    /** Nothing of the run is alive any more, or ever will be. */
    record Stopped(@Nullable Integer exitCode, List<String> notes) implements Working {
        public Stopped {
            notes = List.copyOf(notes);
        }

        public Stopped(@Nullable Integer exitCode) {
            this(exitCode, List.of());
        }
    }

    /** Takes an ended run away, or brings it back; decided by the table in {@link RunRemoval}. The state stays. */
    sealed interface Removing extends RunEvent {}

    /** Somebody who may took it out of sight. */
    record Deleted(String by) implements Removing {}

    /** Somebody who may brought it back into sight. */
    record Restored(String by) implements Removing {}

    /** Its working files were removed, as {@code by} had it; what it was run for stays. */
    record Cleared(String by) implements Removing {}

    /** Somebody who may wants it gone for good. */
    record PurgeRequested(String by) implements Removing {}

    /** Its files are gone; the payload goes with this event. */
    record Purged() implements Removing {}

    /**
     * The same end, with {@code more} to say after what it says already.
     *
     * @throws IllegalArgumentException when it is not an end
     */
    default RunEvent noting(List<String> more) {
        return switch (this) {
            case Succeeded end -> new Succeeded(end.exitCode(), end.outputs(), joined(end.notes(), more));
            case Failed end -> new Failed(end.exitCode(), end.outputs(), end.reason(), joined(end.notes(), more));
            case Faulted end -> new Faulted(end.exitCode(), end.reason(), joined(end.notes(), more));
            case Preempted end -> new Preempted(end.reason(), joined(end.notes(), more));
            case Stopped end -> new Stopped(end.exitCode(), joined(end.notes(), more));
            case Claimed _, TakenOver _, Started _, CancelRequested _, Removing _ ->
                throw new IllegalArgumentException("not an end: " + this);
        };
    }

    /** The same, with nothing in its words that nobody is to read. The outputs are the workflow's own, and stay. */
    default RunEvent masked(Secrets secrets) {
        if (secrets.isEmpty()) {
            return this;
        }
        return switch (this) {
            case Started start -> new Started(start.job(), secrets.mask(start.command()), secrets.mask(start.notes()));
            case Succeeded end -> new Succeeded(end.exitCode(), end.outputs(), secrets.mask(end.notes()));
            case Failed end ->
                new Failed(end.exitCode(), end.outputs(), secrets.mask(end.reason()), secrets.mask(end.notes()));
            case Faulted end -> new Faulted(end.exitCode(), secrets.mask(end.reason()), secrets.mask(end.notes()));
            case Preempted end -> new Preempted(secrets.mask(end.reason()), secrets.mask(end.notes()));
            case Stopped end -> new Stopped(end.exitCode(), secrets.mask(end.notes()));
            case Claimed _, TakenOver _, CancelRequested _, Removing _ -> this;
        };
    }

    private static List<String> joined(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
