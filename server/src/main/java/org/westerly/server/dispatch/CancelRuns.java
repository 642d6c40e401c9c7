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

/** Stops the runs that are to be stopped, each for itself, and says so only when nothing of them is alive. */
final class CancelRuns {

    private final Lease lease;
    private final RunMoves moves;
    private final Machinery machinery;
    private final Acts acts;
    private final WrapUp wrapUp;
    private final Wakes wakes;
    private final DropUpload upload;

    CancelRuns(
            Lease lease, RunMoves moves, Machinery machinery, Acts acts, WrapUp wrapUp, Wakes wakes, Mishaps mishaps) {
        this.lease = lease;
        this.moves = moves;
        this.machinery = machinery;
        this.acts = acts;
        this.wrapUp = wrapUp;
        this.wakes = wakes;
        this.upload = new DropUpload(machinery, mishaps);
    }

    void step() {
        lease.runs().stream()
                .filter(run -> run.state() == RunState.CANCELING)
                .forEach(run -> acts.cancels().begin(run.id(), () -> cancel(run)));
    }

    private void cancel(Run run) throws InterruptedException {
        Optional<JobRef> job = job(run);
        if (machinery.isElsewhere(run)) {
            stopped(run, null);
            return;
        }
        if (job.isEmpty()) {
            upload.of(run.id());
            stopped(run, null);
            return;
        }
        switch (executor(job.get()).cancel(job.get(), machinery.stopOrder(run))) {
            case JobStatus.Exited exited -> stopped(run, exited.code());
            case JobStatus.NotStarted _, JobStatus.Preempted _, JobStatus.Gone _ -> stopped(run, null);
            // Not confirmed: the next step asks again.
            case JobStatus.Waiting _, JobStatus.Running _, JobStatus.Unreachable _ -> {}
        }
    }

    /** The run's job, if there is one; otherwise there never will be. Nobody works on the run any more then. */
    private Optional<JobRef> job(Run run) throws InterruptedException {
        // Before the launch is interrupted, so that it can start nothing while it comes to its end.
        Optional<JobRef> job = Optional.ofNullable(run.job())
                .or(() -> machinery
                        .forNewRuns()
                        .settle(JobSpecs.unplanned(run, machinery.folders().of(run.id()))));
        acts.stopWork(run.id());
        boolean told = lease.run(run.id()).map(Run::job).isPresent();
        if (job.isPresent() && !told) {
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

    private void stopped(Run run, @Nullable Integer exitCode) throws InterruptedException {
        var _ = moves.require(run.id(), wrapUp.before(run, new RunEvent.Stopped(exitCode)));
        wakes.ended();
    }
}
