package org.westerly.server.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the journal as it is noted outside of the store: with it, all lines before it are fixed.
 *
 * @param hash 64 hexadecimal digits; none for the empty journal's end
 */
public record JournalPoint(long position, String hash) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})?");

    /** Reads what {@link #toString} wrote. */
    public static Optional<JournalPoint> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new JournalPoint(
                        Long.parseLong(form.group(1)),
                        Optional.ofNullable(form.group(2)).orElse("")))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return position + ":" + hash;
    }
}
