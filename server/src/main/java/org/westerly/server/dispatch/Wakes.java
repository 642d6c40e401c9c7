package org.westerly.server.dispatch;

import java.time.Duration;

/** Who is told when there may be something to do. A wake is a hint; each loop looks again by itself as well. */
record Wakes(Waiter claims, Waiter watch, Waiter cancels, Waiter purges, Waiter retention, Waiter takeOver) {

    /** Thousands of runs may be accepted in a second, and each look at the store costs as much as some submissions. */
    private static final Duration BETWEEN_CLAIMS = Duration.ofMillis(2);

    /** Each is asked for here, so that this is only for those to be tried again. */
    private static final Duration BETWEEN_PURGES = Duration.ofSeconds(10);

    /** When there is more to do than a look takes on. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    static Wakes every(Duration interval, Duration retention) {
        return new Wakes(
                new Waiter(interval, BETWEEN_CLAIMS),
                new Waiter(interval),
                new Waiter(interval),
                new Waiter(BETWEEN_PURGES),
                new Waiter(retention, BETWEEN_LOOKS),
                new Waiter(interval));
    }

    /** A run has ended: there is room for another. */
    void ended() {
        claims.wakeOrSkipNextWait();
    }

    /** A job was started; it may have ended already, or be unwanted by now. */
    void started() {
        watch.wakeOrSkipNextWait();
        cancels.wakeOrSkipNextWait();
    }
}
