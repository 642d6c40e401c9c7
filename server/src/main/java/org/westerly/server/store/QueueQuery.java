package org.westerly.server.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which waiting runs are asked for, the oldest first.
 *
 * @param having only those with this trait, where there is one
 * @param without none of those with one of these
 * @param cameBy only those that were submitted at this time or before, where there is one
 */
public record QueueQuery(Optional<Trait> having, Set<Trait> without, Optional<Instant> cameBy, int limit) {

    public QueueQuery {
        without = Set.copyOf(without);
    }

    /** Whenever they came. */
    public QueueQuery(Optional<Trait> having, Set<Trait> without, int limit) {
        this(having, without, Optional.empty(), limit);
    }

    /** The oldest, whatever they are. */
    public static QueueQuery any(int limit) {
        return new QueueQuery(Optional.empty(), Set.of(), limit);
    }
}
