package org.westerly.server.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.westerly.server.run.RunId;

/**
 * Acts on single runs, each in a thread of its own, at most one for a run: so that a slow one holds up nobody else.
 *
 * <p>Platform threads, because the acts are mostly file operations, which hold on to a virtual thread's carrier: on two
 * cores, two that meet a slow disk hold up everything virtual. There are never more of them than runs at work.
 */
final class UnderWay {

    /**
     * One act on one run. An interrupt means that the server is stopping, or that the act is not wanted any more; it is
     * left as it is then.
     */
    @FunctionalInterface
    interface Act {
        void perform() throws InterruptedException;
    }

    private static final Duration CLEARING_UP = Duration.ofSeconds(1);

    private final String name;
    private final Mishaps mishaps;
    private final ConcurrentMap<RunId, Thread> threads = new ConcurrentHashMap<>();

    UnderWay(String name, Mishaps mishaps) {
        this.name = name;
        this.mishaps = mishaps;
    }

    /** Does nothing when an act on the run is under way. */
    void begin(RunId run, Act act) {
        // Started before anybody else can see it: a thread that has not been started is not waited for by a join.
        var _ = threads.computeIfAbsent(
                run, _ -> Thread.ofPlatform().daemon().name(name + " " + run).start(() -> perform(run, act)));
    }

    /** Interrupts the act on this run, if one is under way, and waits until it is over, however long it takes. */
    void stop(RunId run) throws InterruptedException {
        Thread thread = threads.get(run);
        if (thread != null) {
            thread.interrupt();
            thread.join();
        }
    }

    /** As {@link #stop}, for all runs. */
    void stopAll() throws InterruptedException {
        List<Thread> all = List.copyOf(threads.values());
        all.forEach(Thread::interrupt);
        for (Thread thread : all) {
            thread.join();
        }
    }

    private void perform(RunId run, Act act) {
        try {
            act.perform();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Throwable fault) {
            mishaps.survived(name + " of run " + run, fault);
        } finally {
            threads.remove(run);
        }
    }

    /** Waits until all have finished, and interrupts what has not within {@code patience}. */
    void close(Duration patience) throws InterruptedException {
        List<Thread> late = join(List.copyOf(threads.values()), patience);
        late.forEach(Thread::interrupt);
        // What an act has started, and would outlive the server, it ends now.
        var _ = join(late, CLEARING_UP);
    }

    /** Those that have not finished in time. */
    private static List<Thread> join(List<Thread> threads, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Thread> late = new ArrayList<>();
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                late.add(thread);
            }
        }
        return late;
    }
}
