package org.westerly.server.results;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Leaves the disk to runs that are at work: three quarters of the time while there is one. */
final class Pace {

    private static final int REST = 3;

    /** Of one rest: a disk that hung for a minute need not be left alone for three. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(2).toNanos();

    private final BooleanSupplier busy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();
    private boolean stopped;

    /** @param busy are there runs at work; asked before each rest */
    Pace(BooleanSupplier busy) {
        this.busy = busy;
    }

    /**
     * Rests after a piece of work that took {@code nanos}.
     *
     * @throws InterruptedException when it is time to stop
     */
    void rest(long nanos) throws InterruptedException {
        long left = busy.getAsBoolean() ? Math.min(LONGEST_NANOS, REST * nanos) : 0;
        lock.lock();
        try {
            while (left > 0 && !stopped) {
                left = stopping.awaitNanos(left);
            }
            if (stopped) {
                throw new InterruptedException("stopping");
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
