package org.westerly.server.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of runs, as it was sent.
 *
 * @param tags {@code key} or {@code key:value}
 * @param tagKeys paired with {@code tagValues} by position
 */
public record RunListing(
        Page page,
        List<String> states,
        List<String> tags,
        List<String> tagKeys,
        List<String> tagValues,
        boolean includeDeleted,
        WesVersion version) {

    /** Which page: of what size, and from which token on; null where nothing was said. */
    public record Page(@Nullable String size, @Nullable String token) {}
}
