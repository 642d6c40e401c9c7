package org.westerly.server.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock on a data folder, or on something in it. The operating system lets go of it when the process ends, however it ends.
 */
public final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder if it is missing, and locks it: for a server that works on it alone.
     *
     * @throws StartRefusedException if it cannot be used, or another server works on it
     */
    public static DataLock take(Path folder) {
        return of(folder, false);
    }

    /**
     * As {@link #take}, for one of several servers that share the folder.
     *
     * @throws StartRefusedException if it cannot be used, or a server works on it alone
     */
    static DataLock share(Path folder) {
        return of(folder, true);
    }

    private static DataLock of(Path folder, boolean shared) {
        try {
            Files.createDirectories(folder);
            return file(folder.resolve("lock"), shared)
                    .orElseThrow(
                            () -> new StartRefusedException("another server is working on the data folder " + folder
                                    + ": stop it, or choose another folder with --data"
                                    + " (several can share one where the store is PostgreSQL)"));
        } catch (IOException e) {
            throw new StartRefusedException("the data folder " + folder + " cannot be used: " + e, e);
        }
    }

    /** Locks one file, made if it is missing; empty when another process has locked it. */
    static Optional<DataLock> file(Path file, boolean shared) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            if (lock != null) {
                return Optional.of(new DataLock(channel));
            }
        } catch (OverlappingFileLockException ours) {
            // Of another server in this process, as in tests.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
