package org.westerly.server.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;

/**
 * How fast each owner may submit: a minute's worth at once, and then as it comes in again. In this server's memory: a
 * restart forgets it, which lets nobody wait longer.
 */
public final class SubmissionRate {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Owners who were quiet for a minute are forgotten when there are more than so many. */
    private static final int REMEMBERED = 10_000;

    private final Optional<Duration> each;
    private final InstantSource clock;

    /** When the last place taken would come in, were they taken one by one. */
    private final Map<Owner, Instant> taken = new HashMap<>();

    /** @param perMinute empty for any rate */
    public SubmissionRate(OptionalInt perMinute, InstantSource clock) {
        this.each = perMinute.isPresent() ? Optional.of(MINUTE.dividedBy(perMinute.getAsInt())) : Optional.empty();
        this.clock = clock;
    }

    /** Takes one place. Empty when there was one, else how long until there is. */
    synchronized Optional<Duration> take(Owner owner) {
        Optional<Duration> wait = look(owner);
        if (wait.isEmpty() && each.isPresent()) {
            Instant now = clock.instant();
            if (taken.size() > REMEMBERED) {
                taken.values().removeIf(until -> !until.isAfter(now));
            }
            taken.put(owner, later(now, taken.get(owner)).plus(each.get()));
        }
        return wait;
    }

    /** As {@link #take}, but takes nothing. */
    synchronized Optional<Duration> look(Owner owner) {
        Instant now = clock.instant();
        return each.map(one -> Duration.between(
                                now, later(now, taken.get(owner)).plus(one))
                        .minus(MINUTE))
                .filter(wait -> wait.isPositive());
    }

    /** The place that was taken last was not needed. */
    synchronized void giveBack(Owner owner) {
        each.ifPresent(one -> taken.computeIfPresent(owner, (_, until) -> until.minus(one)));
    }

    private static Instant later(Instant now, @Nullable Instant until) {
        return until == null || until.isBefore(now) ? now : until;
    }
}
