package org.westerly.server.store;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunState;

/**
 * Which runs to list.
 *
 * @param owner null for every owner
 * @param states empty for every state
 * @param tags all must match
 * @param newest runs with a larger insertion sequence are left out: the bound of the first page's moment
 * @param before only runs with a smaller insertion sequence: the last key of the page before
 * @param limit at most this many
 */
public record RunQuery(
        @Nullable Owner owner,
        Set<RunState> states,
        List<TagFilter> tags,
        boolean includeDeleted,
        long newest,
        long before,
        int limit) {

    public RunQuery {
        states = Set.copyOf(states);
        tags = List.copyOf(tags);
    }

    /** A tag that must be there; with a value, or with any when null. */
    public record TagFilter(String key, @Nullable String value) {}
}
