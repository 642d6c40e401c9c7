package org.westerly.server.logs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/**
 * Numbers the lines of one process over both its streams, in the order in which they were seen. One at a time may work on
 * a log; see {@link LogLocks}.
 */
final class IndexLog implements AutoCloseable {

    private final Map<LogStream, IndexStream> streams;
    private final InstantSource clock;
    private long next;

    private IndexLog(Map<LogStream, IndexStream> streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
        this.next = streams.values().stream().mapToLong(IndexStream::next).max().orElse(0);
        this.next = Math.max(1, next);
    }

    /** @throws NoSuchFileException when the run's folder is gone */
    static IndexLog open(LogFiles files, InstantSource clock) throws IOException {
        var _ = folder(files);
        Map<LogStream, IndexStream> streams = new EnumMap<>(LogStream.class);
        try {
            for (var raw : files.raw().entrySet()) {
                streams.put(raw.getKey(), IndexStream.open(raw.getValue(), files.entries(raw.getKey())));
            }
        } catch (IOException | RuntimeException e) {
            close(streams.values());
            throw e;
        }
        return new IndexLog(streams, clock);
    }

    /**
     * As {@link #open}, when another server may have the log open and not know yet that the run is not its own any more:
     * whatever that still writes goes into files that have no name.
     */
    static IndexLog takeOver(LogFiles files, InstantSource clock) throws IOException {
        Path folder = folder(files);
        for (LogStream stream : files.raw().keySet()) {
            Path entries = files.entries(stream);
            Path own = folder.resolve(entries.getFileName() + ".new");
            try {
                Files.copy(entries, own, StandardCopyOption.REPLACE_EXISTING);
                Files.move(own, entries, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException noneYet) {
                // A run that was not started, or has said nothing.
            }
        }
        return open(files, clock);
    }

    /** Step by step, as a purge may have taken the run's folder away, which must not come back. */
    static Path folder(LogFiles files) throws IOException {
        Path folder = files.home();
        for (Path name : files.home().relativize(files.index())) {
            folder = folder.resolve(name);
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException there) {
                // Usually.
            }
        }
        return folder;
    }

    /** One look at each stream. True if there were lines: then there may be more. */
    boolean advance(boolean ended, byte[] buffer) throws IOException {
        long before = next;
        for (IndexStream stream : streams.values()) {
            next = stream.advance(next, ended, buffer, clock.instant());
        }
        return next > before;
    }

    /** Until nothing is left; when the process has ended, not even a line without an end. */
    void drain(boolean ended, byte[] buffer) throws IOException {
        boolean more = true;
        while (more) {
            more = advance(ended, buffer);
        }
    }

    @Override
    public void close() throws IOException {
        close(streams.values());
    }

    private static void close(Iterable<IndexStream> streams) throws IOException {
        for (IndexStream stream : streams) {
            stream.close();
        }
    }
}
