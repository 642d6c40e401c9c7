package org.westerly.server.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run of an engine may use before it is stopped; null for as much as it likes.
 *
 * @param runTime from the start of its job, for a run that does not say
 * @param mostRunTime that a run may ask for, by {@link AskedRunTime}
 * @param outputBytes of all files that it leaves while it works; a file with several names counts once
 */
public record Limits(
        @Nullable Duration runTime,
        @Nullable Duration mostRunTime,
        @Nullable Long outputBytes) {

    public static final Limits NONE = new Limits(null, null, null);

    public Limits {
        requireSome(runTime);
        requireSome(mostRunTime);
        if (outputBytes != null && outputBytes < 0) {
            throw new IllegalArgumentException("an output size of " + outputBytes + " bytes is less than none");
        }
        // One of the two is enough: who may have so much has it without asking, and nobody has more.
        runTime = runTime == null ? mostRunTime : runTime;
        mostRunTime = mostRunTime == null ? runTime : mostRunTime;
        if (runTime != null && mostRunTime != null && runTime.compareTo(mostRunTime) > 0) {
            throw new IllegalArgumentException("a run time of " + runTime + " is more than the most, " + mostRunTime);
        }
    }

    /** No run may ask for more time than it has anyway. */
    public Limits(@Nullable Duration runTime, @Nullable Long outputBytes) {
        this(runTime, null, outputBytes);
    }

    private static void requireSome(@Nullable Duration time) {
        if (time != null && (time.isNegative() || time.isZero())) {
            throw new IllegalArgumentException("a run time of " + time + " lets no run work");
        }
    }

    /** With what the site says of run times, where these say nothing. */
    public Limits or(Limits site) {
        return runTime == null ? new Limits(site.runTime, site.mostRunTime, outputBytes) : this;
    }

    /** For a run that asks for this much time; no more than the most, which may have become less since. */
    Limits asking(Duration time) {
        Duration granted = mostRunTime != null && time.compareTo(mostRunTime) > 0 ? mostRunTime : time;
        return new Limits(granted, granted, outputBytes);
    }
}
