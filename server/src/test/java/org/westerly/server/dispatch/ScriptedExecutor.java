package org.westerly.server.dispatch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.JobNotStartedException;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;

/** Keeps jobs in memory; they are as the test says. The rules of the slots are the real ones. */
final class ScriptedExecutor implements Executor {

    /** What the test wants to happen inside a submit. */
    interface Interference {
        void act() throws JobNotStartedException;
    }

    /** What the test wants to happen while a job is being stopped. */
    interface Delay {
        void act() throws InterruptedException;
    }

    private final Map<Path, Optional<JobRef>> slots = new ConcurrentHashMap<>();
    private final Map<JobRef, JobStatus> statuses = new ConcurrentHashMap<>();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();

    final Map<String, Integer> alive = new ConcurrentHashMap<>();
    final List<String> endedLeft = new CopyOnWriteArrayList<>();
    final List<JobSpec> started = new CopyOnWriteArrayList<>();
    final List<JobRef> swept = new CopyOnWriteArrayList<>();
    final List<JobRef> canceled = new CopyOnWriteArrayList<>();
    final List<StopOrder> orders = new CopyOnWriteArrayList<>();

    volatile Interference beforeStart = () -> {};
    volatile Interference afterStart = () -> {};
    volatile Function<JobRef, JobStatus> firstStatus = _ -> new JobStatus.Running();
    volatile Delay onStop = () -> {};
    volatile UnaryOperator<JobStatus> onCancel = _ -> new JobStatus.Gone("killed");
    volatile @Nullable RuntimeException pollFault;
    volatile @Nullable RuntimeException settleFault;

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public JobRef submit(JobSpec spec) throws JobNotStartedException {
        beforeStart.act();
        JobRef job = new JobRef(name(), spec.slot(), spec.label());
        if (slots.putIfAbsent(spec.slot(), Optional.of(job)) != null) {
            throw new JobNotStartedException("the launch was called off");
        }
        started.add(spec);
        statuses.put(job, firstStatus.apply(job));
        afterStart.act();
        wakes.forEach(Runnable::run);
        return job;
    }

    @Override
    public Optional<JobRef> settle(JobSpec spec) {
        RuntimeException fault = settleFault;
        if (fault != null) {
            throw fault;
        }
        Optional<JobRef> before = slots.putIfAbsent(spec.slot(), Optional.empty());
        return before == null ? Optional.empty() : before;
    }

    @Override
    public Map<JobRef, JobStatus> poll(Set<JobRef> jobs) {
        RuntimeException fault = pollFault;
        if (fault != null) {
            throw fault;
        }
        Map<JobRef, JobStatus> answer = new HashMap<>();
        jobs.forEach(job -> answer.put(job, status(job)));
        return answer;
    }

    JobStatus status(JobRef job) {
        return statuses.getOrDefault(job, new JobStatus.Gone("never heard of"));
    }

    /** The job is like this from now on. */
    void now(JobRef job, JobStatus status) {
        statuses.put(job, status);
        wakes.forEach(Runnable::run);
    }

    @Override
    public JobStatus cancel(JobRef job, StopOrder order) throws InterruptedException {
        canceled.add(job);
        orders.add(order);
        onStop.act();
        JobStatus status = onCancel.apply(status(job));
        statuses.put(job, status);
        return status;
    }

    @Override
    public void sweep(JobRef job) {
        swept.add(job);
    }

    @Override
    public Set<String> labels() {
        return Set.copyOf(alive.keySet());
    }

    @Override
    public int left(String label, Path folder) {
        return alive.getOrDefault(label, 0);
    }

    @Override
    public int endLeft(String label, Path folder, StopOrder order) {
        endedLeft.add(label + " in " + folder);
        orders.add(order);
        Integer left = alive.remove(label);
        return left == null ? 0 : left;
    }

    @Override
    public void onEnd(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public Optional<String> check() {
        return Optional.empty();
    }

    @Override
    public Optional<String> lack() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
