package org.westerly.server.files.stage;

import java.nio.file.Path;

/**
 * A file that is whole, and has not got its name yet.
 *
 * @param url where from, as it may be shown
 * @param file where it is
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
record Part(String url, Path file, long size, String sha256) {}
