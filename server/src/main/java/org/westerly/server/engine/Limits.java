package org.westerly.server.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run of an engine may use before it is stopped; null for as much as it likes.
 *
 * @param runTime from the start of its job
 * @param outputBytes of all files that it leaves while it works; a file with several names counts once
 */
public record Limits(@Nullable Duration runTime, @Nullable Long outputBytes) {

    public static final Limits NONE = new Limits(null, null);

    public Limits {
        if (runTime != null && (runTime.isNegative() || runTime.isZero())) {
            throw new IllegalArgumentException("a run time of " + runTime + " lets no run work");
        }
        if (outputBytes != null && outputBytes < 0) {
            throw new IllegalArgumentException("an output size of " + outputBytes + " bytes is less than none");
        }
    }
}
