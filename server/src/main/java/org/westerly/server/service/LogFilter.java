package org.westerly.server.service;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.logs.LogStream;

/**
 * Which lines, read strictly.
 *
 * @param after lines with a larger number
 * @param tail the last so many instead; 0 for none of that
 */
record LogFilter(Set<LogStream> streams, long after, int limit, int tail) {

    static final int USUAL = 500;
    static final int CAP = 10_000;

    /** @throws WesException INVALID_PAGE, naming every query parameter that is wrong */
    static LogFilter of(LogListing asked) {
        List<FieldFault> faults = new ArrayList<>();
        Set<LogStream> streams = streams(asked.stream(), faults);
        long after =
                number("after_seq", asked.afterSeq(), 0, Long.MAX_VALUE, faults).orElse(0L);
        long size = number("page_size", asked.pageSize(), 1, CAP, faults).orElse((long) USUAL);
        long tail = number("tail", asked.tail(), 1, CAP, faults).orElse(0L);
        if (asked.tail() != null && asked.afterSeq() != null) {
            faults.add(new FieldFault("tail", "is not for a page after a given line; leave out after_seq"));
        }
        if (!faults.isEmpty()) {
            throw new WesException(ErrorCode.INVALID_PAGE, faults);
        }
        return new LogFilter(streams, after, (int) size, (int) tail);
    }

    private static Set<LogStream> streams(@Nullable String sent, List<FieldFault> faults) {
        if (sent == null) {
            return EnumSet.allOf(LogStream.class);
        }
        Optional<LogStream> stream = Stream.of(LogStream.values())
                .filter(known -> known.word().equals(sent))
                .findFirst();
        if (stream.isEmpty()) {
            faults.add(new FieldFault("stream", Quoted.of(sent) + " is not stdout or stderr"));
        }
        return stream.map(EnumSet::of).orElse(EnumSet.noneOf(LogStream.class));
    }

    /** A number that is too large is taken for the largest. */
    static Optional<Long> number(String field, @Nullable String sent, long least, long cap, List<FieldFault> faults) {
        if (sent == null) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(sent);
            if (number >= least) {
                return Optional.of(Math.min(number, cap));
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like a number that is too small.
        }
        String most = cap == Long.MAX_VALUE ? "" : " to " + cap;
        faults.add(new FieldFault(field, Quoted.of(sent) + " is not a whole number from " + least + most));
        return Optional.empty();
    }
}
