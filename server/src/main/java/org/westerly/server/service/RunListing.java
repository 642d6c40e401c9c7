package org.westerly.server.service;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of runs, as it was sent.
 *
 * @param query what was said for each of {@link #PARAMETERS}, in the order it was sent
 */
public record RunListing(Page page, Map<String, List<String>> query, WesVersion version) {

    /** Every query parameter of a list but those of {@link Page}. */
    public static final List<String> PARAMETERS = List.of(
            "state",
            "tag",
            "tag_key",
            "tag_value",
            "workflow_type",
            "engine",
            "workflow_url",
            "since",
            "until",
            "q",
            "owner",
            "include_deleted",
            "sort",
            "include_total");

    public RunListing {
        query = Map.copyOf(query);
    }

    List<String> all(String parameter) {
        return query.getOrDefault(parameter, List.of());
    }

    /** Which page: of what size, and from which token on; null where nothing was said. */
    public record Page(@Nullable String size, @Nullable String token) {}
}
