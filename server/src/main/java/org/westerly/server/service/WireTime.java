package org.westerly.server.service;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as WES writes them: UTC, whole seconds, literal Z. Java's own text adds fractions. */
final class WireTime {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private WireTime() {}

    /** To the millisecond, for what WES knows nothing of. */
    static String precise(Instant instant) {
        return MILLIS.format(instant);
    }

    static @Nullable String of(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
