package org.westerly.server.dispatch;

import java.io.IOException;
import org.westerly.server.engine.Engine;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;

/** Makes of the end of a job the end of its run. */
final class FinishRun {

    private final Machinery machinery;
    private final RunMoves moves;
    private final Wakes wakes;
    private final Mishaps mishaps;

    FinishRun(Machinery machinery, RunMoves moves, Wakes wakes, Mishaps mishaps) {
        this.machinery = machinery;
        this.moves = moves;
        this.wakes = wakes;
        this.mishaps = mishaps;
    }

    /** May be made again when it failed: nothing but the store's answer changes the run. */
    void finish(Run run, JobRef job, JobStatus end) {
        // First of all, so that nothing still writes into the outputs while they are read.
        sweep(run, job);
        RunEvent event = event(run, end);
        // Before the end is told, because it is what a run leaves there that fills disks.
        clearTmp(run);
        switch (moves.apply(run.id(), event)) {
            case RunMoves.Result.Moved _ -> wakes.ended();
            // A cancel came first: it sees to the rest.
            case RunMoves.Result.Unmoved _ -> {}
            case RunMoves.Result.Refused refused -> throw new IllegalStateException(refused.why());
        }
    }

    private void sweep(Run run, JobRef job) {
        try {
            machinery.executor(job.executor()).ifPresent(executor -> executor.sweep(job));
        } catch (RuntimeException fault) {
            mishaps.survived("ending what run " + run.id() + " left behind", fault);
        }
    }

    private void clearTmp(Run run) {
        try {
            machinery.folders().of(run.id()).clearTmp();
        } catch (IOException fault) {
            mishaps.survived("removing the temporary files of run " + run.id(), fault);
        }
    }

    private RunEvent event(Run run, JobStatus end) {
        return switch (end) {
            case JobStatus.Exited exited -> conclude(run, exited);
            case JobStatus.NotStarted not ->
                new RunEvent.Faulted(null, "the engine could not be started: " + not.why());
            case JobStatus.Preempted preempted -> new RunEvent.Preempted(preempted.why());
            case JobStatus.Gone gone -> new RunEvent.Faulted(null, "the run was lost: " + gone.why());
            case JobStatus.Waiting _, JobStatus.Running _, JobStatus.Unreachable _ ->
                throw new IllegalArgumentException("not an end: " + end);
        };
    }

    private RunEvent conclude(Run run, JobStatus.Exited exited) {
        Engine engine = machinery.engines().find(run.engine()).orElse(null);
        if (engine == null) {
            return new RunEvent.Faulted(
                    exited.code(),
                    "the engine " + run.engine().name() + " " + run.engine().version()
                            + " is not installed on this server any more, so its results cannot be read");
        }
        try {
            return engine.conclude(machinery.folders().of(run.id()), exited);
        } catch (RuntimeException fault) {
            mishaps.survived("reading the results of run " + run.id(), fault);
            return new RunEvent.Faulted(exited.code(), Reason.of(fault, "while the results were read"));
        }
    }
}
