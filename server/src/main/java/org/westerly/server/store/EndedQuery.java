package org.westerly.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunQuery.Place;
import org.westerly.server.store.RunSelection.TagFilter;

/**
 * A page of the runs that have ended, those first that ended first.
 *
 * @param states one of which it ended in; none for any
 * @param tags all of which it must have
 * @param without none of which it may have
 * @param until those that ended later are left out; to the millisecond
 * @param having what must still be there of it
 * @param after the last run of the page before; null for the first page
 * @param limit at most this many
 */
public record EndedQuery(
        Set<RunState> states,
        List<TagFilter> tags,
        List<TagFilter> without,
        Instant until,
        Having having,
        @Nullable Place after,
        int limit) {

    /** What is still there of a run. Of one that is to be purged there is nothing. */
    public enum Having {
        /** Anything: soft-deleted runs too. */
        ANYTHING,
        /** It has not been deleted. */
        SIGHT,
        /** Its working files have not been cleared away. */
        WORKING_FILES
    }

    public EndedQuery {
        states = Set.copyOf(states);
        tags = List.copyOf(tags);
        without = List.copyOf(without);
    }

    /** The page that begins after this run. */
    public EndedQuery from(EndedRun last) {
        return new EndedQuery(states, tags, without, until, having, last.place(), limit);
    }
}
