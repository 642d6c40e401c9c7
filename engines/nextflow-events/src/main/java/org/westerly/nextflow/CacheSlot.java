package org.westerly.nextflow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One of the folders below a shared cache, this process's alone until it ends: whatever ends it, the lock goes with it.
 */
record CacheSlot(Path folder, FileLock lock) {

    private static final int MOST = 1000;

    /**
     * The first slot that nobody uses. Low numbers are used most, so that they know most.
     *
     * @throws IOException when the cache cannot be written to
     */
    static CacheSlot take(Path cache) throws IOException {
        for (int n = 0; n < MOST; n++) {
            Path folder = Files.createDirectories(cache.toAbsolutePath().resolve("slot-" + n));
            // Not closed: the lock is wanted until the process ends.
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new CacheSlot(folder, lock);
            }
            channel.close();
        }
        throw new IOException("all " + MOST + " slots of the cache are in use");
    }

    /** Where tasks work. */
    Path work() {
        return folder.resolve("work");
    }

    /** Makes {@code place}, where Nextflow looks for its history and sessions, another name of this slot. */
    void becomes(Path place) throws IOException {
        Files.deleteIfExists(place);
        Files.createDirectories(place.toAbsolutePath().getParent());
        Files.createSymbolicLink(place, folder);
    }
}
