package org.westerly.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of runs.
 *
 * @param begun when the first page was asked for
 * @param after the last item of the page before; null for the first page
 * @param limit at most this many
 */
public record RunQuery(
        RunSelection selection,
        RunOrder order,
        Beginning begun,
        @Nullable Place after,
        int limit) {

    /**
     * The moment of a list's first page, which later ones keep to.
     *
     * @param newest runs with a larger insertion sequence are left out
     * @param at a run that started or ended later keeps its place among those that have not
     */
    public record Beginning(long newest, Instant at) {

        /** As late as can be: leaves nothing out. */
        public static final Beginning NOW = new Beginning(Long.MAX_VALUE, Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    /**
     * Where a run stands in a list.
     *
     * @param sequence its insertion sequence
     * @param time that the list is in the order of; null when it has none, or the list is in the order of insertion
     */
    public record Place(long sequence, @Nullable Instant time) {}
}
