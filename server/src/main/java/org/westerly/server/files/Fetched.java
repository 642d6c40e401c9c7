package org.westerly.server.files;

import org.jspecify.annotations.Nullable;

/**
 * A file that was fetched for a run.
 *
 * @param url where from, without credentials and query
 * @param path where to, relative to the run's folder; null when it was used where it lies
 * @param size in bytes
 * @param sha256 of what was written, in lower-case hexadecimal digits
 */
public record Fetched(String url, @Nullable String path, long size, String sha256) {}
