package org.westerly.server.http;

import java.util.function.LongSupplier;

/**
 * Measures how fast a client is by the time that the server spends waiting for it, and by nothing else: a slow disk is not
 * the client's fault. Each stretch of time is judged by itself, so that nobody saves up for being slow later. For one thread.
 */
final class Stopwatch {

    private final Pace pace;
    private final LongSupplier nanos;
    private long waited;
    private long bytes;

    Stopwatch(Pace pace) {
        this(pace, System::nanoTime);
    }

    Stopwatch(Pace pace, LongSupplier nanos) {
        this.pace = pace;
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** False when the client is too slow. */
    boolean counts(long since, long moved) {
        waited += now() - since;
        bytes += moved;
        boolean missed = pace.isMissedBy(bytes, waited);
        if (waited >= pace.patience().toNanos()) {
            waited = 0;
            bytes = 0;
        }
        return !missed;
    }
}
