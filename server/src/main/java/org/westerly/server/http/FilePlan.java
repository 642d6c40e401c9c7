package org.westerly.server.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What to answer to a request for a file: a pure function of the file and the headers (RFC 9110, 13 and 14). */
sealed interface FilePlan {

    /** 200. */
    record Whole() implements FilePlan {}

    /** 206. */
    record Part(long offset, long length) implements FilePlan {}

    /** 304. */
    record NotModified() implements FilePlan {}

    /** 412. */
    record PreconditionFailed() implements FilePlan {}

    /** 416. */
    record Unsatisfiable() implements FilePlan {}

    /**
     * Decides.
     *
     * @param headers the request's, by name; null for none
     */
    static FilePlan of(FileVersion file, Function<String, @Nullable String> headers) {
        return switch (preconditions(file, headers)) {
            case Whole _ ->
                switch (ByteRange.of(stillWanted(file, headers), file.size())) {
                    case ByteRange.Whole _ -> new Whole();
                    case ByteRange.Part part -> new Part(part.offset(), part.length());
                    case ByteRange.Unsatisfiable _ -> new Unsatisfiable();
                };
            case FilePlan settled -> settled;
        };
    }

    /** In the order of RFC 9110, 13.2.2. */
    private static FilePlan preconditions(FileVersion file, Function<String, @Nullable String> headers) {
        String ifMatch = headers.apply("If-Match");
        Optional<Instant> unmodifiedSince = date(headers.apply("If-Unmodified-Since"));
        if (ifMatch != null ? !lists(ifMatch, file.etag(), false) : newer(file, unmodifiedSince)) {
            return new PreconditionFailed();
        }
        String ifNoneMatch = headers.apply("If-None-Match");
        Optional<Instant> modifiedSince = date(headers.apply("If-Modified-Since"));
        boolean known = ifNoneMatch != null
                ? lists(ifNoneMatch, file.etag(), true)
                : modifiedSince.isPresent() && !newer(file, modifiedSince);
        return known ? new NotModified() : new Whole();
    }

    /** The range, unless the client holds another version of the file than this (If-Range compares strongly). */
    private static @Nullable String stillWanted(FileVersion file, Function<String, @Nullable String> headers) {
        String ifRange = headers.apply("If-Range");
        boolean same = ifRange == null || ifRange.equals(file.etag()) || ifRange.equals(file.lastModified());
        return same ? headers.apply("Range") : null;
    }

    private static boolean lists(String header, String etag, boolean weakly) {
        return header.strip().equals("*")
                || Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .map(tag -> weakly && tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(etag::equals);
    }

    private static boolean newer(FileVersion file, Optional<Instant> since) {
        return since.isPresent()
                && file.modified().truncatedTo(ChronoUnit.SECONDS).isAfter(since.get());
    }

    private static Optional<Instant> date(@Nullable String header) {
        try {
            return header == null
                    ? Optional.empty()
                    : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
