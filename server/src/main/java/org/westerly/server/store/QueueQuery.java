package org.westerly.server.store;

import java.util.Optional;
import java.util.Set;

/**
 * Which waiting runs are asked for, the oldest first.
 *
 * @param having only those with this trait, where there is one
 * @param without none of those with one of these
 */
public record QueueQuery(Optional<Trait> having, Set<Trait> without, int limit) {

    public QueueQuery {
        without = Set.copyOf(without);
    }

    /** The oldest, whatever they are. */
    public static QueueQuery any(int limit) {
        return new QueueQuery(Optional.empty(), Set.of(), limit);
    }
}
