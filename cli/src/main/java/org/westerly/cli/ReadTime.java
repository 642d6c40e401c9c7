package org.westerly.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a point in time as people say it: so long ago, the beginning of a day here, or RFC 3339. */
record ReadTime(InstantSource clock, ZoneId zone) {

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhd])");

    /** @throws InvalidUseException naming the option when the text is none of these */
    Instant of(String option, String text) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return clock.instant().minus(length(Long.parseLong(ago.group(1)), ago.group(2)));
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidUseException(option + " '" + text + "' must be such as 30m, 12h or 7d for so long ago,"
                    + " a day such as 2026-11-21, or a time such as 2026-11-21T10:00:00Z");
        }
    }

    private static Duration length(long number, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
