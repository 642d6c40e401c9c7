package org.westerly.server.engine.events;

import org.jspecify.annotations.Nullable;

/**
 * A document or input file that an engine has fetched.
 *
 * @param url without query, user and password
 * @param path relative to the run's folder; null when it was put elsewhere, or nobody said where
 * @param size in bytes, -1 when it was not told
 * @param sha256 as 64 hexadecimal digits, null when it was not told
 */
public record Fetched(
        String url,
        @Nullable String path,
        long size,
        @Nullable String sha256) {}
