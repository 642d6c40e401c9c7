package org.westerly.server.job;

import java.time.Duration;
import java.util.List;

/**
 * How a job is asked to end before it is forced to: one signal after the other goes to everything of it that is alive.
 *
 * @param signals at least one, in the order they are sent
 * @param grace how long each signal is given before the next, and the last of them before KILL; zero or more
 */
public record StopOrder(List<StopSignal> signals, Duration grace) {

    public StopOrder {
        signals = List.copyOf(signals);
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("a job is asked to end by one signal at least");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("the grace is " + grace + "; it cannot be negative");
        }
    }

    /** What nearly every program understands. */
    public static StopOrder term(Duration grace) {
        return new StopOrder(List.of(StopSignal.TERM), grace);
    }
}
