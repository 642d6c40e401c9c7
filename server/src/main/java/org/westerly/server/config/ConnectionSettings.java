package org.westerly.server.config;

import java.time.Duration;

/** What clients may hold of the server by their connections alone. */
public record ConnectionSettings(
        // Each costs a file handle, and some kilobytes.
        @Setting(
                doc =
                        "Connections that may be open at once, streams and idle ones among them. More are closed as soon as"
                                + " they are made.",
                fallback = "16384",
                min = 16)
        int max,

        // Streams say something every 15 seconds; that must be in time.
        @Setting(
                doc = "A connection on which nothing moves for so long is closed: one kept alive between requests, one"
                        + " whose request's head does not come to its end, one that takes nothing of an answer. Streams say something every 15 s, and"
                        + " are not closed as long as it is taken.",
                fallback = "90s",
                pattern = "(3[0-9]|[4-9][0-9]|[1-9][0-9]{2,8})\\s*s|[1-9][0-9]{0,8}\\s*(m|h|d)",
                allowed = "a time of 30s or more, such as 45s, 2m or 1h")
        Duration idleTimeout,

        @Setting(
                doc =
                        "Size of all headers of a request together. More are refused with 431, from 64 KiB on without words.",
                fallback = "32000B",
                min = 1_024,
                max = 65_000)
        DataSize headerSize) {}
