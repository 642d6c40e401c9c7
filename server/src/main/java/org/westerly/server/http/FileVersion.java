package org.westerly.server.http;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A file as it was at one moment.
 *
 * @param identity tells it from another file that took its place
 */
record FileVersion(long size, Instant modified, String identity) {

    static FileVersion of(BasicFileAttributes attributes) {
        return new FileVersion(
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                Integer.toHexString(Objects.hashCode(attributes.fileKey())));
    }

    /** A strong tag: any write changes size or time, to the file system's nanosecond. */
    String etag() {
        long nanos = TimeUnit.SECONDS.toNanos(modified.getEpochSecond()) + modified.getNano();
        return '"' + identity + "-" + Long.toHexString(size) + "-" + Long.toHexString(nanos) + '"';
    }

    /** As HTTP writes it, to the second. */
    String lastModified() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                modified.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }
}
