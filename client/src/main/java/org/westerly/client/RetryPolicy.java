package org.westerly.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often something is tried, and how long is waited in between: twice as long each time, less a random part, so that
 * many clients do not come back at once.
 *
 * @param attempts of a call; at least 1. A stream that was open is taken up again up to eight times as often in a row
 * @param first the wait after the first failure
 * @param longest the longest wait, also where the server asks for a longer one
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {

    /** Five attempts within three to four seconds. */
    public static final RetryPolicy USUAL = new RetryPolicy(5, Duration.ofMillis(250), Duration.ofSeconds(30));

    /** Checks the numbers. */
    public RetryPolicy {
        if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("attempts must be 1 or more, and longest not shorter than first");
        }
    }

    /** How long to wait after this many failures in a row. */
    Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(failures - 1, 20);
        long whole = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(whole - ThreadLocalRandom.current().nextLong(whole / 4 + 1));
    }

    Duration atMost(Duration asked) {
        return asked.compareTo(longest) > 0 ? longest : asked;
    }
}
