package org.westerly.server.dispatch;

import java.time.Duration;

/**
 * How runs are worked on.
 *
 * @param maxConcurrent runs at work at once, of this server
 * @param interval the longest time between two looks at the store, should a wake be lost; also the pause before
 *     something that the store refused is tried again
 * @param closing how long a stop waits for launches that are under way
 */
public record DispatchSettings(
        int maxConcurrent, Duration interval, Duration closing, Retention retention, Presence presence) {

    public DispatchSettings {
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("runs.max-concurrent is " + maxConcurrent + "; at least 1 is needed");
        }
    }
}
