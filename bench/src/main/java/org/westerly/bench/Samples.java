package org.westerly.bench;

import java.time.Duration;
import java.util.Arrays;

/** Durations, and what is between them. */
final class Samples {

    private long[] nanos = new long[1024];
    private int count;
    private boolean sorted;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    int count() {
        return count;
    }

    Duration median() {
        return percentile(50);
    }

    /** The smallest sample that this many percent of all are not above; zero of none. */
    Duration percentile(int percent) {
        if (count == 0) {
            return Duration.ZERO;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        return Duration.ofNanos(nanos[Math.max(0, (int) Math.ceil(count * percent / 100.0) - 1)]);
    }
}
