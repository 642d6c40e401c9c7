package org.westerly.server.files;

import org.jspecify.annotations.Nullable;

/**
 * A file that was fetched for a run.
 *
 * @param url where from, without credentials and query
 * @param path where to, relative to the run's folder; null when it was used where it lies, or an engine fetched it and
 *     did not say
 * @param size in bytes; null when an engine fetched it and did not say
 * @param sha256 of what was written, in lower-case hexadecimal digits; null when an engine fetched it and did not say
 */
public record Fetched(
        String url,
        @Nullable String path,
        @Nullable Long size,
        @Nullable String sha256) {

    public Fetched(String url, @Nullable String path, long size, String sha256) {
        this(url, path, Long.valueOf(size), sha256);
    }
}
