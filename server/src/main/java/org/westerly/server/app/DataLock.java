package org.westerly.server.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One server at a time works on a data folder. The operating system lets go of the lock when the process ends, however
 * it ends.
 */
public final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder if it is missing, and locks it.
     *
     * @throws StartRefusedException if it cannot be used, or another server works on it
     */
    public static DataLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartRefusedException("another server is working on the data folder " + folder
                        + ": stop it, or choose another folder with --data");
            }
            return new DataLock(channel);
        } catch (IOException e) {
            throw new StartRefusedException("the data folder " + folder + " cannot be used: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
