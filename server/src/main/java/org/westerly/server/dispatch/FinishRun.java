package org.westerly.server.dispatch;

import java.io.IOException;
import java.util.Optional;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.executor.Executor;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobStatus;
import org.westerly.server.results.ForceResults;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;

/** Makes of the end of a job the end of its run. */
final class FinishRun {

    private final Machinery machinery;
    private final RunMoves moves;
    private final WrapUp wrapUp;
    private final Wakes wakes;
    private final Mishaps mishaps;
    private final ForceResults disk;

    FinishRun(Machinery machinery, RunMoves moves, WrapUp wrapUp, Wakes wakes, Mishaps mishaps) {
        this.machinery = machinery;
        this.moves = moves;
        this.wrapUp = wrapUp;
        this.wakes = wakes;
        this.mishaps = mishaps;
        this.disk = new ForceResults(new UsedEngines(machinery.engines()), machinery.folders());
    }

    /** May be made again when it failed: nothing but the store's answer changes the run. */
    void finish(Run run, JobRef job, JobStatus end) throws InterruptedException {
        // First of all, so that nothing still writes into the outputs while they are read.
        sweep(run, job);
        Optional<String> expired = Expiry.read(machinery.folders().of(run.id()));
        RunEvent event = expired.isPresent() ? expired(end, expired.get()) : event(run, end);
        tell(run, event);
    }

    /** The job was stopped for {@code reason}, however it took that. */
    void expire(Run run, JobRef job, JobStatus end, String reason) throws InterruptedException {
        sweep(run, job);
        tell(run, expired(end, reason));
    }

    private static RunEvent expired(JobStatus end, String reason) {
        return new RunEvent.Faulted(end instanceof JobStatus.Exited exited ? exited.code() : null, reason);
    }

    private void tell(Run run, RunEvent end) throws InterruptedException {
        // What an interrupted thread has read is not to be believed: its files are closed under it.
        if (Thread.interrupted()) {
            throw new InterruptedException("stopping while a run was finished");
        }
        switch (moves.apply(run.id(), wrapUp.before(run, end))) {
            case RunMoves.Result.Moved _ -> wakes.ended();
            // A cancel came first: it sees to the rest.
            case RunMoves.Result.Unmoved _ -> {}
            case RunMoves.Result.Refused refused -> throw new IllegalStateException(refused.why());
        }
    }

    private void sweep(Run run, JobRef job) throws InterruptedException {
        if (machinery.isElsewhere(run)) {
            return;
        }
        try {
            Optional<Executor> executor = machinery.executor(job.executor());
            if (executor.isPresent()) {
                executor.get().sweep(job);
            }
        } catch (RuntimeException fault) {
            mishaps.survived("ending what run " + run.id() + " left behind", fault);
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
            RunEvent end = engine.conclude(machinery.folders().of(run.id()), exited);
            disk.force(run);
            return end;
        } catch (IOException fault) {
            mishaps.survived("forcing the results of run " + run.id() + " to the disk", fault);
            return new RunEvent.Faulted(exited.code(), Reason.of(fault, "while the results were forced to the disk"));
        } catch (RuntimeException fault) {
            mishaps.survived("reading the results of run " + run.id(), fault);
            return new RunEvent.Faulted(exited.code(), Reason.of(fault, "while the results were read"));
        }
    }
}
