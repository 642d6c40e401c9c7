package org.westerly.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a {@code Range} header (RFC 9110, 14.2) asks of a file of known size. */
sealed interface ByteRange {

    /** All of it: nothing was asked, or nothing that we understand. */
    record Whole() implements ByteRange {}

    record Part(long offset, long length) implements ByteRange {}

    /** None of it is there, or several ranges were asked for, which are not served. */
    record Unsatisfiable() implements ByteRange {}

    Pattern ONE = Pattern.compile("bytes=\\s*([0-9]*)-([0-9]*)\\s*", Pattern.CASE_INSENSITIVE);
    Pattern SEVERAL = Pattern.compile("bytes=[0-9,\\s-]*,[0-9,\\s-]*", Pattern.CASE_INSENSITIVE);

    static ByteRange of(@Nullable String header, long size) {
        if (header == null) {
            return new Whole();
        }
        if (SEVERAL.matcher(header).matches()) {
            return new Unsatisfiable();
        }
        Matcher one = ONE.matcher(header);
        if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return new Whole();
        }
        return one.group(1).isEmpty()
                ? suffix(number(one.group(2)), size)
                : part(number(one.group(1)), one.group(2).isEmpty() ? Long.MAX_VALUE : number(one.group(2)), size);
    }

    private static ByteRange suffix(long length, long size) {
        long there = Math.min(length, size);
        return there == 0 ? new Unsatisfiable() : new Part(size - there, there);
    }

    private static ByteRange part(long first, long last, long size) {
        if (last < first) {
            return new Whole(); // Not a range at all, by the RFC, and with that ignored.
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1) - first + 1);
    }

    /** Numbers past any file's size are as good as the largest. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException large) {
            return Long.MAX_VALUE;
        }
    }
}
