package org.westerly.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes that people can read: {@code 64KB} counts in thousands, {@code 64KiB} in 1024s. */
public record DataSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(B|[kKMGTP]B|[KMGTP]iB)?");
    private static final List<String> BINARY = List.of("PiB", "TiB", "GiB", "MiB", "KiB");
    private static final String STEPS = "KMGTP";

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    /** Empty when the text is no size, or one of more than 2^63 - 1 bytes. */
    public static Optional<DataSize> parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String unit = parts.group(2) == null ? "B" : parts.group(2).toUpperCase(Locale.ROOT);
        long step = unit.endsWith("IB") ? 1024 : 1000;
        try {
            long bytes = Long.parseLong(parts.group(1));
            for (int i = 0; i <= STEPS.indexOf(unit.charAt(0)); i++) {
                bytes = Math.multiplyExact(bytes, step);
            }
            return Optional.of(new DataSize(bytes));
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    /** In the largest unit that needs no fraction. */
    @Override
    public String toString() {
        for (int i = 0; i < BINARY.size(); i++) {
            long unit = 1L << (10 * (BINARY.size() - i));
            if (bytes >= unit && bytes % unit == 0) {
                return bytes / unit + BINARY.get(i);
            }
        }
        return bytes + "B";
    }
}
