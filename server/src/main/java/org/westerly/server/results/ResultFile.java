package org.westerly.server.results;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that a run has left.
 *
 * @param place percent-encoded ({@link org.westerly.server.files.EncodedPath}): of an output or a report below the run's
 *     outputs, of a working file below the run's folder, of a log its address below the run
 * @param size bytes
 * @param modified to the millisecond
 * @param sha256 64 hexadecimal digits; null while it is not known
 */
public record ResultFile(
        FileKind kind,
        String place,
        long size,
        Instant modified,
        @Nullable String sha256) {}
