package org.westerly.server.dispatch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The pause between two steps of a loop: it ends with a wake, with a stop, or with the interval. */
final class Waiter {

    private final Duration interval;
    private final Duration least;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private boolean stopped;

    Waiter(Duration interval) {
        this(interval, Duration.ZERO);
    }

    /** @param least of each pause, so that a burst of wakes is answered by one step and not by one each */
    Waiter(Duration interval, Duration least) {
        this.interval = interval;
        this.least = least;
    }

    /** Ends the pause, or the next one if there is none now: a wake during a step is not lost. */
    void wakeOrSkipNextWait() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends this pause and all others. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Is it time to stop? For a step that takes long. */
    boolean stopping() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** False when it is time to stop. */
    boolean await() throws InterruptedException {
        lock.lock();
        try {
            long begin = System.nanoTime();
            while (!stopped) {
                long left = (woken ? least : interval).toNanos() - (System.nanoTime() - begin);
                if (left <= 0) {
                    break;
                }
                var _ = changed.awaitNanos(left);
            }
            woken = false;
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "every " + TimeUnit.NANOSECONDS.toMillis(interval.toNanos()) + " ms or when woken";
    }
}
