package org.westerly.server.dispatch;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.executor.Executor;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunStore;

/** Stops one run for a limit, unless it has just ended by itself, or is being finished or canceled. */
final class ExpireRun {

    private final RunStore store;
    private final Machinery machinery;
    private final FinishRun finish;
    private final UnderWay finishing;
    private final Mishaps mishaps;

    /** @param finishing shared with {@link WatchJobs}, so that only one of the two tells the end */
    ExpireRun(RunStore store, Machinery machinery, FinishRun finish, UnderWay finishing, Mishaps mishaps) {
        this.store = store;
        this.machinery = machinery;
        this.finish = finish;
        this.finishing = finishing;
        this.mishaps = mishaps;
    }

    void begin(Run run, String reason) {
        finishing.begin(run.id(), () -> expire(run, reason));
    }

    private void expire(Run seen, String reason) throws InterruptedException {
        Run run = store.get(seen.id())
                .filter(now -> now.state() == RunState.RUNNING)
                .orElse(null);
        if (run == null || machinery.isElsewhere(run)) {
            return;
        }
        JobRef job = Objects.requireNonNull(run.job(), "a running run has a job");
        Optional<Executor> executor = machinery.executor(job.executor()).filter(at -> works(at, job));
        if (executor.isPresent()) {
            stop(executor.get(), run, job, reason);
        }
    }

    /** Otherwise it has ended, which is for the watch to tell; or it could not be asked, and the next step asks again. */
    private static boolean works(Executor executor, JobRef job) {
        return switch (executor.poll(Set.of(job)).get(job)) {
            case null -> false;
            case JobStatus.Waiting _, JobStatus.Running _ -> true;
            case JobStatus.Exited _,
                    JobStatus.NotStarted _,
                    JobStatus.Preempted _,
                    JobStatus.Gone _,
                    JobStatus.Unreachable _ -> false;
        };
    }

    private void stop(Executor executor, Run run, JobRef job, String reason) throws InterruptedException {
        try {
            Expiry.write(machinery.folders().of(run.id()), reason);
        } catch (IOException fault) {
            // A full disk, say, which makes stopping it the more urgent.
            mishaps.survived("noting why run " + run.id() + " is stopped", fault);
        }
        JobStatus status = executor.cancel(job, machinery.stopOrder(run));
        switch (status) {
            case JobStatus.Exited _, JobStatus.NotStarted _, JobStatus.Preempted _, JobStatus.Gone _ ->
                finish.expire(run, job, status, reason);
            // Not confirmed: the next step asks again.
            case JobStatus.Waiting _, JobStatus.Running _, JobStatus.Unreachable _ -> {}
        }
    }
}
