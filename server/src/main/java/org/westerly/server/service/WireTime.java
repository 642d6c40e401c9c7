package org.westerly.server.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as WES writes them: UTC, whole seconds, literal Z. Java's own text adds fractions. */
final class WireTime {

    private WireTime() {}

    static @Nullable String of(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
