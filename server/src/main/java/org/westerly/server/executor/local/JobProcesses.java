package org.westerly.server.executor.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.westerly.server.executor.local.ProcessTable.Entry;

/**
 * Finds what is alive of one job: its cgroups, its session, whatever carries its marker, their children, and what was
 * found before.
 *
 * <p>A session's number can be used again once all of it is gone. So it is believed only while a process that is surely
 * the job's is still in it: until then the kernel gives the number to nobody else.
 */
final class JobProcesses {

    /** Marks every process of a job that does not clear its environment. */
    static final String MARKER = "WESTERLY_JOB";

    private record Known(long pid, long start) {
        static Known of(Entry entry) {
            return new Known(entry.pid(), entry.start());
        }
    }

    private final ProcessTable table;
    private final Identity job;
    private final List<Cgroup> groups;
    private final String marker;
    private final Set<Known> known = new HashSet<>();

    /** @param groups empty where there are none */
    JobProcesses(ProcessTable table, Identity job, List<Cgroup> groups) {
        this(table, job, groups, MARKER + "=" + job.label());
    }

    /** @param marker a variable with its value, if something else than the label tells the job's processes from others */
    JobProcesses(ProcessTable table, Identity job, List<Cgroup> groups, String marker) {
        this.table = table;
        this.job = job;
        this.groups = List.copyOf(groups);
        this.marker = marker;
        known.add(new Known(job.pid(), job.start()));
    }

    List<Cgroup> groups() {
        return groups;
    }

    /** The processes of the job that are alive now. */
    List<Entry> alive() throws IOException {
        Entry self = table.find(ProcessHandle.current().pid())
                .orElseThrow(() -> new IOException("/proc does not show the server itself"));
        // None of the job's processes is older than its supervisor, which spares looking into most of the machine's.
        ProcessView view = table.view();
        List<Entry> others = new ArrayList<>(view.since(job.start()));
        others.remove(self);
        // After the table: whoever is in both, and alive with that start when the blow falls, was there all the time.
        Set<Long> grouped = grouped();
        List<Entry> found = new ArrayList<>();
        move(
                others,
                found,
                entry -> grouped.contains(entry.pid())
                        || known.contains(Known.of(entry))
                        || view.carries(entry, marker));
        for (int next = 0; next < found.size(); next++) {
            Entry member = found.get(next);
            // The server's own session is nobody's job, whatever a slot may say.
            boolean sessionCounts = member.session() != self.session();
            move(
                    others,
                    found,
                    entry -> entry.parent() == member.pid() || (sessionCounts && entry.session() == member.session()));
        }
        found.forEach(entry -> known.add(Known.of(entry)));
        found.removeIf(Entry::dead);
        return found;
    }

    private Set<Long> grouped() throws IOException {
        Set<Long> pids = new HashSet<>();
        for (Cgroup group : groups) {
            pids.addAll(group.processes());
        }
        return pids;
    }

    /** Is nothing of the job alive, nor anything in its cgroups that {@code /proc} does not show? */
    boolean gone() throws IOException {
        boolean gone = alive().isEmpty();
        for (Cgroup group : groups) {
            gone &= !group.populated();
        }
        return gone;
    }

    /** KILL to the cgroups as a whole; what is not in them is left. */
    void killGroups() throws IOException {
        for (Cgroup group : groups) {
            group.kill();
        }
    }

    private static void move(List<Entry> from, List<Entry> to, Predicate<Entry> which) {
        Map<Boolean, List<Entry>> parted = from.stream().collect(Collectors.partitioningBy(which));
        to.addAll(parted.getOrDefault(true, List.of()));
        from.retainAll(parted.getOrDefault(false, List.of()));
    }
}
