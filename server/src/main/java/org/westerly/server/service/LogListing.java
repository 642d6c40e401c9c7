package org.westerly.server.service;

import org.jspecify.annotations.Nullable;

/**
 * A request for lines of a log, as it was sent; null where nothing was said.
 *
 * @param task null for the engine's own log
 * @param stream {@code stdout} or {@code stderr}; both otherwise
 */
public record LogListing(
        @Nullable String task,
        boolean includeDeleted,
        @Nullable String stream,
        @Nullable String afterSeq,
        @Nullable String pageSize,
        @Nullable String tail) {}
