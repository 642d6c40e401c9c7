package org.westerly.server.dispatch;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.executor.Executor;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;

/** Stops the runs that are to be stopped, each for itself, and says so only when nothing of them is alive. */
final class CancelRuns {

    private final RunStore store;
    private final RunMoves moves;
    private final Machinery machinery;
    private final UnderWay cancels;
    private final Wakes wakes;

    CancelRuns(RunStore store, RunMoves moves, Machinery machinery, UnderWay cancels, Wakes wakes) {
        this.store = store;
        this.moves = moves;
        this.machinery = machinery;
        this.cancels = cancels;
        this.wakes = wakes;
    }

    void step() {
        store.active().stream()
                .filter(run -> run.state() == RunState.CANCELING)
                .forEach(run -> cancels.begin(run.id(), () -> cancel(run)));
    }

    private void cancel(Run run) throws InterruptedException {
        Optional<JobRef> job = Optional.ofNullable(run.job()).or(() -> settle(run));
        if (job.isEmpty()) {
            stopped(run, null);
            return;
        }
        switch (executor(job.get()).cancel(job.get())) {
            case JobStatus.Exited exited -> stopped(run, exited.code());
            case JobStatus.NotStarted _, JobStatus.Preempted _, JobStatus.Gone _ -> stopped(run, null);
            // Not confirmed: the next step asks again.
            case JobStatus.Waiting _, JobStatus.Running _, JobStatus.Unreachable _ -> {}
        }
    }

    /** The cancel came during the launch: either it never happens now, or it has happened and its job is known. */
    private Optional<JobRef> settle(Run run) {
        Optional<JobRef> job = machinery
                .forNewRuns()
                .settle(JobSpecs.unplanned(run, machinery.folders().of(run.id())));
        boolean toldMeanwhile = store.get(run.id()).map(Run::job).isPresent();
        if (job.isPresent() && !toldMeanwhile) {
            var _ = moves.require(run.id(), new RunEvent.Started(job.get(), List.of(), List.of()));
        }
        return job;
    }

    private Executor executor(JobRef job) {
        return machinery
                .executor(job.executor())
                .orElseThrow(() -> new IllegalStateException(
                        "the executor '" + job.executor() + "' is not configured any more; its job cannot be ended"));
    }

    private void stopped(Run run, @Nullable Integer exitCode) {
        var _ = moves.require(run.id(), new RunEvent.Stopped(exitCode));
        wakes.ended();
    }
}
