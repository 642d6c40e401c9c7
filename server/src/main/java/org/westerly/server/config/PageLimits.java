package org.westerly.server.config;

/** How long a page of a list is. */
public record PageLimits(
        @Setting(
                doc = "Entries of a page when a request names no `page_size`.",
                fallback = "100",
                min = 1,
                max = 10_000)
        int size,

        @Setting(
                doc = "Entries of a page at most; a larger `page_size` is cut to this.",
                fallback = "1000",
                min = 1,
                max = 10_000)
        int maxSize) {}
