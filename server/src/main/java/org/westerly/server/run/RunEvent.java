package org.westerly.server.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.job.JobRef;

/** What can happen to a run. Each kind of event is one column of the table in {@link RunLifecycle}. */
public sealed interface RunEvent {

    /** A dispatcher took the run for launching; a second time when a restart found that nothing had been started. */
    record Claimed() implements RunEvent {}

    /** The engine was started: by what job, with which argument list, and what Westerly has to say about the plan. */
    record Started(JobRef job, List<String> command, List<String> notes) implements RunEvent {
        public Started {
            command = List.copyOf(command);
            notes = List.copyOf(notes);
        }
    }

    /** The engine succeeded; {@code outputs} is a JSON object. */
    record Succeeded(int exitCode, String outputs, List<String> notes) implements RunEvent {
        public Succeeded {
            notes = List.copyOf(notes);
        }
    }

    /** The workflow failed, or its document was rejected. */
    record Failed(@Nullable Integer exitCode, String outputs, String reason) implements RunEvent {}

    /** The platform failed. */
    record Faulted(@Nullable Integer exitCode, String reason) implements RunEvent {}

    /** The scheduler took the capacity back. */
    record Preempted(String reason) implements RunEvent {}

    /** Somebody who may asked for the run to stop. */
    record CancelRequested(String by) implements RunEvent {}

    /** Nothing of the run is alive any more, or ever will be. */
    record Stopped(@Nullable Integer exitCode) implements RunEvent {}
}
