package org.westerly.server.executor.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.westerly.server.executor.local.ProcessTable.Entry;
import org.westerly.server.job.StopOrder;
import org.westerly.server.job.StopSignal;

/** Ends what is alive of a job, and makes sure of it. */
final class EndJob {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    /** A killed process is gone in no time, unless it hangs in the kernel; nobody can end that one. */
    private static final Duration KILLED_BY_NOW = Duration.ofSeconds(5);

    private final ProcessTable table;

    EndJob(ProcessTable table) {
        this.table = table;
    }

    /**
     * Each signal, and CONT after it, to everything that is alive by then, and after the last one's grace KILL to what is left.
     *
     * @return is everything gone?
     */
    boolean end(JobProcesses processes, StopOrder order) throws IOException, InterruptedException {
        for (StopSignal signal : order.signals()) {
            List<Entry> alive = processes.alive();
            signal(alive, blow(signal));
            // A stopped process hears nothing until it goes on; and it is asked as politely as the others.
            signal(alive, handle -> SendSignal.wake(handle.pid()));
            if (gone(processes, order.grace())) {
                return true;
            }
        }
        return kill(processes);
    }

    private static Consumer<ProcessHandle> blow(StopSignal signal) {
        return switch (signal) {
            case TERM -> ProcessHandle::destroy;
            case INT, HUP, QUIT -> handle -> SendSignal.send(signal, handle.pid());
        };
    }

    /** KILL to everything; is it gone? */
    boolean kill(JobProcesses processes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + KILLED_BY_NOW.toNanos();
        // Again and again, because a process can start another between the look and the blow.
        while (!processes.gone()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            processes.killGroups();
            signal(processes.alive(), ProcessHandle::destroyForcibly);
            Thread.sleep(FIRST_PAUSE);
        }
        return true;
    }

    private boolean gone(JobProcesses processes, Duration grace) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        Duration pause = FIRST_PAUSE;
        while (!processes.gone()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return true;
    }

    private void signal(List<Entry> entries, Consumer<ProcessHandle> blow) throws IOException {
        for (Entry entry : entries) {
            // The handle remembers the start time that it saw, and sends nothing to a successor with the same number;
            // so it is taken first, and then compared with the process that was meant.
            ProcessHandle handle = ProcessHandle.of(entry.pid()).orElse(null);
            if (handle != null && table.alive(entry.pid(), entry.start())) {
                blow.accept(handle);
            }
        }
    }
}
