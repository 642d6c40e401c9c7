package org.westerly.server.dispatch;

import java.time.Duration;
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

    /** One act on one run. An interrupt means that the server is stopping; the act is left as it is then. */
    @FunctionalInterface
    interface Act {
        void perform() throws InterruptedException;
    }

    private final String name;
    private final Mishaps mishaps;
    private final ConcurrentMap<RunId, Thread> threads = new ConcurrentHashMap<>();

    UnderWay(String name, Mishaps mishaps) {
        this.name = name;
        this.mishaps = mishaps;
    }

    /** Does nothing when an act on the run is under way. */
    void begin(RunId run, Act act) {
        Thread thread = Thread.ofPlatform().daemon().name(name + " " + run).unstarted(() -> perform(run, act));
        if (threads.putIfAbsent(run, thread) == null) {
            thread.start();
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
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads.values()) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                thread.interrupt();
            }
        }
    }
}
