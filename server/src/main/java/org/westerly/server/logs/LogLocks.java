package org.westerly.server.logs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One reader at a time numbers the lines of a log that nobody follows: two would number the same lines twice. Readers of
 * other servers are kept out by a lock on a file, where there can be any.
 */
final class LogLocks {

    private static final int LOCKS = 64;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long BETWEEN_TRIES_MILLIS = 20;

    private final boolean shared;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    /** @param shared whether other servers number lines in the same folders */
    LogLocks(boolean shared) {
        this.shared = shared;
    }

    /** What is done alone. */
    @FunctionalInterface
    interface Work {
        void on() throws IOException;
    }

    /**
     * Does the work alone, or, if another server is at it and does not come to an end, not at all: then what it has
     * numbered so far is what there is to read.
     */
    void alone(LogFiles files, Work work) throws IOException {
        ReentrantLock lock = locks.get(Math.floorMod(files.index().hashCode(), LOCKS));
        lock.lock();
        try {
            if (shared) {
                aloneAmongServers(files, work);
            } else {
                work.on();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void aloneAmongServers(LogFiles files, Work work) throws IOException {
        // A file of its own: the system lets go of a lock when any channel of the process to that file is closed.
        try (FileChannel channel = FileChannel.open(
                IndexLog.folder(files).resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            FileLock held = channel.tryLock();
            while (held == null && System.nanoTime() - end < 0) {
                Thread.sleep(BETWEEN_TRIES_MILLIS);
                held = channel.tryLock();
            }
            if (held != null) {
                work.on();
            }
        } catch (NoSuchFileException purged) {
            // Between its being found and now.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
