package org.westerly.server.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.westerly.server.executor.Executor;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunState;

/** Asks each executor once how its jobs are, and has the runs finished whose job is no more. */
final class WatchJobs {

    private final Lease lease;
    private final Machinery machinery;
    private final FinishRun finish;
    private final UnderWay finishing;
    private final Mishaps mishaps;

    WatchJobs(Lease lease, Machinery machinery, FinishRun finish, UnderWay finishing, Mishaps mishaps) {
        this.lease = lease;
        this.machinery = machinery;
        this.finish = finish;
        this.finishing = finishing;
        this.mishaps = mishaps;
    }

    private record Watched(Run run, JobRef job) {}

    void step() {
        lease.runs().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .map(run -> new Watched(run, Objects.requireNonNull(run.job(), "a running run has a job")))
                .collect(Collectors.groupingBy(watched -> watched.job().executor()))
                .forEach(this::watch);
    }

    private void watch(String name, List<Watched> all) {
        Executor executor = machinery.executor(name).orElse(null);
        if (executor == null) {
            JobStatus lost = new JobStatus.Gone("the executor '" + name + "' is not configured any more");
            all.forEach(watched -> finish(watched, lost));
            return;
        }
        Map<Boolean, List<Watched>> parted =
                all.stream().collect(Collectors.partitioningBy(watched -> machinery.isElsewhere(watched.run())));
        JobStatus elsewhere = new JobStatus.Gone(
                "its engine worked in another data folder; this one was moved, or restored from a backup");
        parted.getOrDefault(true, List.of()).forEach(watched -> finish(watched, elsewhere));
        List<Watched> runs = parted.getOrDefault(false, List.of());
        try {
            Set<JobRef> jobs = runs.stream().map(Watched::job).collect(Collectors.toSet());
            Map<JobRef, JobStatus> statuses = executor.poll(jobs);
            runs.forEach(watched -> finish(watched, statuses.get(watched.job())));
        } catch (RuntimeException fault) {
            // Could not ask: that says nothing about the jobs, and the other executors are not to suffer.
            mishaps.survived("asking the executor '" + name + "'", fault);
        }
    }

    private void finish(Watched watched, @Nullable JobStatus status) {
        switch (status) {
            case null -> {}
            case JobStatus.Waiting _, JobStatus.Running _, JobStatus.Unreachable _ -> {}
            case JobStatus.Exited _, JobStatus.NotStarted _, JobStatus.Preempted _, JobStatus.Gone _ ->
                finishing.begin(watched.run().id(), () -> finishUnlessMoved(watched, status));
        }
    }

    /** What was seen may be old by now: whoever cancels waits for this act, but only if it has begun by then. */
    private void finishUnlessMoved(Watched watched, JobStatus status) throws InterruptedException {
        Optional<Run> running = lease.run(watched.run().id()).filter(run -> run.state() == RunState.RUNNING);
        if (running.isPresent()) {
            finish.finish(running.get(), watched.job(), status);
        }
    }
}
