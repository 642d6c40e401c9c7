package org.westerly.server.executor.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.JobNotStartedException;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;

/** Runs jobs as processes of this machine. Keeps nothing in memory: all it knows is in the slots and in the kernel. */
public final class LocalExecutor implements Executor {

    public static final String NAME = "local";

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final Tools tools;
    private final ProcessTable table;
    private final Cgroups cgroups;
    private final StartSupervisor startSupervisor;
    private final EndJob endJob;
    private final EndContainers endContainers;
    private final FindLeft findLeft;
    private volatile Runnable wake = () -> {};

    /** Without cgroups: what leaves its session, clears its environment and outlives its parent gets away. */
    public LocalExecutor(List<ContainerRuntime> runtimes) {
        this(runtimes, Cgroups.none());
    }

    /** @param runtimes that jobs may start containers with; none where engines do without */
    public LocalExecutor(List<ContainerRuntime> runtimes, Cgroups cgroups) {
        this(runtimes, cgroups, Tools.ofServer(), new ProcessTable(ProcessTable.PROC));
    }

    LocalExecutor(List<ContainerRuntime> runtimes, Cgroups cgroups, Tools tools, ProcessTable table) {
        this.tools = tools;
        this.table = table;
        this.cgroups = cgroups;
        this.startSupervisor = new StartSupervisor(tools, START_PATIENCE);
        this.endJob = new EndJob(table);
        this.endContainers = new EndContainers(runtimes);
        this.findLeft = new FindLeft(table, cgroups);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobRef submit(JobSpec spec) throws JobNotStartedException {
        String complaint;
        boolean interrupted = false;
        try {
            Optional<Cgroup> group = group(spec);
            StartSupervisor.Launch launch = startSupervisor.start(spec, group);
            if (group.isPresent() && launch.complaint().isEmpty()) {
                cgroups.entered(launch.inside());
            }
            var _ = launch.supervisor().onExit().thenRun(() -> wake.run());
            complaint = launch.complaint();
        } catch (JobNotStartedException e) {
            complaint = String.valueOf(e.getMessage());
        } catch (IOException e) {
            complaint = StartSupervisor.reason(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            interrupted = true;
            complaint = "the server is stopping";
        }
        String why = complaint.isEmpty() ? "the launch was called off" : complaint;
        try {
            // Whatever was said: the slot alone tells whether the launch has happened, and from now on it cannot.
            return settle(spec).orElseThrow(() -> notStarted(spec, why));
        } finally {
            if (interrupted) {
                // Only now: a channel that an interrupted thread reads from is closed under it.
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The cgroup that is noted in the slot, and that is noted there now, if cgroups are to be had. */
    private Optional<Cgroup> group(JobSpec spec) throws IOException {
        Slot slot = new Slot(spec.slot());
        slot.create();
        Optional<Cgroup> noted = slot.group(spec.label());
        if (noted.isPresent()) {
            return noted;
        }
        Optional<Cgroup> made = cgroups.make(slot.groupName(spec.label()));
        if (made.isPresent()) {
            slot.note(made.get());
        }
        return made;
    }

    private JobNotStartedException notStarted(JobSpec spec, String why) {
        try {
            groups(spec.slot(), spec.label()).forEach(cgroups::remove);
        } catch (IOException left) {
            // A supervisor that comes late may be in it; the next start of the server clears it away.
        }
        return new JobNotStartedException(why);
    }

    private static List<Cgroup> groups(Path slot, String label) throws IOException {
        return new Slot(slot).group(label).stream().toList();
    }

    private JobProcesses processes(JobRef job, Identity identity) throws IOException {
        return new JobProcesses(table, identity, groups(job.slot(), identity.label()));
    }

    @Override
    public Optional<JobRef> settle(JobSpec spec) {
        try {
            return new Slot(spec.slot()).settle().map(identity -> new JobRef(NAME, spec.slot(), identity.toString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("could not settle a launch of " + spec.label(), e);
        }
    }

    @Override
    public Map<JobRef, JobStatus> poll(Set<JobRef> jobs) {
        Map<JobRef, JobStatus> statuses = new HashMap<>();
        jobs.forEach(job -> statuses.put(job, status(job)));
        return statuses;
    }

    private JobStatus status(JobRef job) {
        try {
            Slot slot = new Slot(job.slot());
            Identity identity = identity(job);
            if (!ofThisBoot(identity)) {
                return afterRestart(slot.ending());
            }
            Optional<JobStatus> ending = slot.ending();
            if (ending.isPresent()) {
                return ending.get();
            }
            if (table.alive(identity.pid(), identity.start())) {
                return new JobStatus.Running();
            }
            // It may have ended between the two looks.
            return slot.ending()
                    .orElse(new JobStatus.Gone(
                            "the engine's supervisor was killed from outside, so nobody knows how the engine ended"));
        } catch (IOException | RuntimeException e) {
            return new JobStatus.Unreachable("could not look: " + e);
        }
    }

    /** A power cut can leave an exit code, and of what was written before it nothing but names. */
    private static JobStatus afterRestart(Optional<JobStatus> ending) {
        return switch (ending.orElse(null)) {
            case JobStatus.Exited exited ->
                new JobStatus.Gone("the engine ended (exit code " + exited.code()
                        + "), but its machine was restarted, or is another one without a server,"
                        + " before it was sure that all it had written was on the disk");
            case JobStatus.NotStarted not -> not;
            case null, default ->
                new JobStatus.Gone("the machine was restarted while the engine was running, or it runs on another one");
        };
    }

    private boolean ofThisBoot(Identity identity) throws IOException {
        return identity.boot().equals(table.bootId());
    }

    private static Identity identity(JobRef job) {
        return Identity.parse(job.identity())
                .orElseThrow(() -> new IllegalArgumentException("not a local job: " + job.identity()));
    }

    @Override
    public JobStatus cancel(JobRef job, StopOrder order) throws InterruptedException {
        try {
            Identity identity = identity(job);
            if (ofThisBoot(identity)) {
                if (!endJob.end(processes(job, identity), order)) {
                    return new JobStatus.Running();
                }
                groups(job.slot(), identity.label()).forEach(cgroups::remove);
            }
            // Only now: as long as a process of the job lives, it can start another container. And whatever the boot,
            // because a daemon may have started it again with the machine.
            return endContainers.end(identity.label()) ? status(job) : new JobStatus.Running();
        } catch (IOException e) {
            return new JobStatus.Unreachable("could not look: " + e);
        }
    }

    @Override
    public void sweep(JobRef job) throws InterruptedException {
        try {
            Identity identity = identity(job);
            boolean ended = true;
            if (ofThisBoot(identity)) {
                ended = endJob.kill(processes(job, identity));
                if (ended) {
                    groups(job.slot(), identity.label()).forEach(cgroups::remove);
                }
            }
            if (!endContainers.end(identity.label()) || !ended) {
                throw new IllegalStateException("something that a job left behind could not be ended");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("could not look for what a job left behind", e);
        }
    }

    @Override
    public Set<String> labels() {
        try {
            return findLeft.labels();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("could not look for what is alive", e);
        }
    }

    @Override
    public int left(String label, Path folder) {
        try {
            Optional<JobProcesses> left = findLeft.of(label, folder);
            return left.isEmpty() ? 0 : left.get().alive().size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("could not look for what is alive of " + label, e);
        }
    }

    @Override
    public int endLeft(String label, Path folder, StopOrder order) throws InterruptedException {
        try {
            Optional<JobProcesses> left = findLeft.of(label, folder);
            int alive = left.isEmpty() ? 0 : left.get().alive().size();
            if (left.isPresent()) {
                if (!endJob.end(left.get(), order) || !endContainers.end(label)) {
                    throw new IllegalStateException("something of " + label + " could not be ended");
                }
                left.get().groups().forEach(cgroups::remove);
            }
            return alive;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("could not look for what is alive of " + label, e);
        }
    }

    @Override
    public void onEnd(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public Optional<String> check() {
        List<String> missing = tools.missing();
        if (!missing.isEmpty()) {
            return Optional.of(
                    "missing on this machine: " + String.join(", ", missing) + " (install coreutils and util-linux)");
        }
        try {
            long self = ProcessHandle.current().pid();
            return table.find(self).isPresent() && !table.bootId().isEmpty()
                    ? endContainers.check()
                    : Optional.of("/proc does not show the server's own process");
        } catch (IOException | RuntimeException e) {
            return Optional.of("/proc cannot be read: " + e);
        }
    }

    @Override
    public Optional<String> lack() {
        return cgroups.lack();
    }

    /** Lets go of the jobs: each has its own session and supervisor, and nothing here to end. */
    @Override
    public void close() {
        wake = () -> {};
        cgroups.close();
    }
}
