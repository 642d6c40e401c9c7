package org.westerly.server.files.fetch;

import java.net.URI;

/**
 * What came.
 *
 * @param from the URL that answered in the end, after redirects
 * @param size in bytes, as written
 * @param sha256 of what was written, in hexadecimal digits
 */
public record Received(URI from, long size, String sha256) {}
