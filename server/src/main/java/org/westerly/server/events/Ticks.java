package org.westerly.server.events;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.westerly.server.run.RunId;

/**
 * Gives signals by the clock about what nobody here would see happen: another server writes it into a file. Whoever is
 * called looks, and finds something or nothing.
 */
public final class Ticks implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Signals signals;
    private final Predicate<RunId> unseen;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** @param unseen about which runs */
    public Ticks(Signals signals, Predicate<RunId> unseen) {
        this.signals = signals;
        this.unseen = unseen;
        this.thread = Thread.ofPlatform().daemon().name("ticks").unstarted(this::tick);
    }

    public void start() {
        thread.start();
    }

    private void tick() {
        try {
            while (!closing.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
                signals.fireWhere(unseen);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            // One that was never started cannot be waited for.
            if (thread.isAlive()) {
                var _ = thread.join(CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
