package org.westerly.server.queue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Lets nothing start that would only fail: the disk has to have so much space left. Opens by itself when it has. */
public final class LowDisk implements Gate {

    private static final long MIB = 1L << 20;

    private final long least;
    private final LongSupplier free;

    /**
     * Of the disk that this folder is on, which is there.
     *
     * @param least in bytes; 0 for a gate that is never shut
     */
    public LowDisk(Path folder, long least) {
        // One call of the system's, where a FileStore reads the list of all mounts first.
        this(least, () -> folder.toFile().getUsableSpace());
    }

    LowDisk(long least, LongSupplier free) {
        this.least = least;
        this.free = free;
    }

    @Override
    public Optional<String> shut() {
        if (least == 0) {
            return Optional.empty();
        }
        long left = free.getAsLong();
        return left >= least
                ? Optional.empty()
                : Optional.of("the server's disk is low: " + left / MIB + " MiB are free, and runs start from "
                        + (least + MIB - 1) / MIB + " MiB on (data.min-free)");
    }
}
