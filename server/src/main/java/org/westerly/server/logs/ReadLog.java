package org.westerly.server.logs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads numbered lines of a log as it stands at one moment. What comes meanwhile comes after what was there. */
final class ReadLog implements AutoCloseable {

    private final List<StreamView> streams;

    private ReadLog(List<StreamView> streams) {
        this.streams = streams;
    }

    static ReadLog open(LogFiles files, Set<LogStream> wanted, Mask mask) throws IOException {
        List<StreamView> streams = new ArrayList<>();
        try {
            for (LogStream stream : LogStream.values()) {
                if (wanted.contains(stream) && files.raw().containsKey(stream)) {
                    view(files, stream, mask).ifPresent(streams::add);
                }
            }
            return new ReadLog(settled(streams));
        } catch (IOException | RuntimeException e) {
            close(streams);
            throw e;
        }
    }

    private static Optional<StreamView> view(LogFiles files, LogStream stream, Mask mask) throws IOException {
        ChunkFile entries;
        try {
            entries = ChunkFile.toRead(files.entries(stream));
        } catch (NoSuchFileException nothingYet) {
            return Optional.empty();
        }
        try {
            MaskedFile raw = MaskedFile.open(files.file(stream), mask);
            return Optional.of(new StreamView(stream, entries, raw, entries.count()));
        } catch (NoSuchFileException notYet) {
            entries.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            entries.close();
            throw e;
        }
    }

    /**
     * Entries are written in the order of their lines: those of one stream, without those of the other that were there
     * before, would make a gap. So both are counted until nothing has come in between.
     */
    private static List<StreamView> settled(List<StreamView> streams) throws IOException {
        List<StreamView> now = streams;
        while (true) {
            List<StreamView> again = new ArrayList<>();
            for (StreamView stream : now) {
                again.add(stream.now());
            }
            if (again.equals(now)) {
                return now;
            }
            now = again;
        }
    }

    /** The number of the last line; 0 when there is none. */
    long last() throws IOException {
        long last = 0;
        for (StreamView stream : streams) {
            last = Math.max(last, stream.last());
        }
        return last;
    }

    /** The number before the first of the last {@code lines}. */
    long beforeTail(int lines) throws IOException {
        List<Chunk> newest = new ArrayList<>();
        for (StreamView stream : streams) {
            // Each chunk has a line at least.
            newest.addAll(stream.newest(lines));
        }
        newest.sort(Comparator.comparingLong(Chunk::first).reversed());
        long wanted = lines;
        for (Chunk chunk : newest) {
            if (chunk.lines() >= wanted) {
                return chunk.next() - wanted - 1;
            }
            wanted -= chunk.lines();
        }
        return 0;
    }

    /** Up to {@code limit} lines after {@code seq}, in order; fewer when they have much more than {@code most} characters. */
    List<LogLine> page(long seq, int limit, int most) throws IOException {
        List<StreamView.Walk> walks = new ArrayList<>();
        for (StreamView stream : streams) {
            walks.add(stream.after(seq));
        }
        List<LogLine> page = new ArrayList<>();
        long characters = 0;
        while (true) {
            Optional<StreamView.Walk> next =
                    walks.stream().filter(walk -> !walk.atEnd()).min(Comparator.comparingLong(StreamView.Walk::first));
            if (next.isEmpty()) {
                return page;
            }
            for (LogLine line : next.get().lines()) {
                if (line.seq() > seq) {
                    if (page.size() == limit || characters > most) {
                        return page;
                    }
                    page.add(line);
                    characters += line.text().length();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        close(streams);
    }

    private static void close(List<StreamView> streams) throws IOException {
        for (StreamView stream : streams) {
            stream.close();
        }
    }
}
