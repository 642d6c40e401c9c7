package org.westerly.server.service;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times in a query: RFC 3339, or a date for the beginning of that day in UTC. */
final class QueryTime {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final int DATE_LENGTH = 10;

    private QueryTime() {}

    /** Empty when it is neither. */
    static Optional<Instant> read(String sent) {
        try {
            if (DATE.matcher(sent).matches()) {
                return Optional.of(
                        LocalDate.parse(sent).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            String text = repaired(sent);
            return TIME.matcher(text).matches()
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    /** RFC 3339 allows small letters and a blank for the T. Another blank was a plus, which means a blank in a URL. */
    private static String repaired(String sent) {
        if (sent.length() <= DATE_LENGTH) {
            return sent;
        }
        String rest = sent.substring(DATE_LENGTH + 1).replace(' ', '+');
        return (sent.substring(0, DATE_LENGTH)
                        + sent.substring(DATE_LENGTH, DATE_LENGTH + 1).replace(' ', 'T')
                        + rest)
                .toUpperCase(Locale.ROOT);
    }
}
