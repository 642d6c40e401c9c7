package org.westerly.server.logs;

import java.time.Instant;

/**
 * A line, or a piece of one that is too long.
 *
 * @param seq counts over both streams of a process, from 1
 * @param text without its line feed; bytes that are not UTF-8 are replaced
 * @param partial it goes on in the next line of this stream
 * @param seen when the server saw it
 */
public record LogLine(LogStream stream, long seq, String text, boolean partial, Instant seen) {}
