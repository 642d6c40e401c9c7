package org.westerly.server.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks over one stream of a log from where it stopped last, and writes an entry for each handful of lines. */
final class IndexStream implements AutoCloseable {

    /** A page reads whole chunks: small enough to throw most of one away, large enough to be few. */
    private static final int MOST_LINES = 256;

    private static final int MOST_BYTES = 64 << 10;

    /** Holds at least one line that is as long as can be. */
    static final int BUFFER = 4 * LineEnds.LONGEST;

    private final Path raw;
    private final ChunkFile entries;
    private @Nullable FileChannel channel;
    private long count;
    private long offset;
    private long next;

    private IndexStream(Path raw, ChunkFile entries) {
        this.raw = raw;
        this.entries = entries;
    }

    /** Goes on after the last entry that makes sense; what lies behind it is cut away. */
    static IndexStream open(Path raw, Path file) throws IOException {
        ChunkFile entries = ChunkFile.toAppend(file);
        try {
            IndexStream stream = new IndexStream(raw, entries);
            stream.recover();
            return stream;
        } catch (IOException | RuntimeException e) {
            entries.close();
            throw e;
        }
    }

    private void recover() throws IOException {
        count = entries.count();
        while (count > 0) {
            List<Chunk> last = entries.range(Math.max(0, count - 2), Math.min(count, 2));
            Chunk before = last.size() == 2 ? last.getFirst() : new Chunk(1, 0, 0, 0, false, Instant.EPOCH);
            Chunk newest = last.getLast();
            if (newest.follows(before.end(), before.next())) {
                offset = newest.end();
                next = newest.next();
                break;
            }
            count--;
        }
        entries.cutTo(count);
    }

    /** The number after the last line of this stream; 0 while there is none. */
    long next() {
        return next;
    }

    /** Is there more than was looked at? */
    boolean behind() throws IOException {
        return size() > offset;
    }

    private long size() throws IOException {
        FileChannel open = channel();
        return open == null ? 0 : open.size();
    }

    /**
     * Looks at what the buffer can hold, and writes entries for the whole lines in it; when nothing is written any more,
     * also for a last one without an end.
     *
     * @param first the number of the next line
     * @return the number after the last line that was found; {@code first} when there was none
     */
    long advance(long first, boolean ended, byte[] buffer, Instant now) throws IOException {
        FileChannel open = channel();
        if (open == null) {
            return first;
        }
        int read = ReadAt.fill(open, ByteBuffer.wrap(buffer), offset);
        boolean all = ended && read < buffer.length;
        int from = 0;
        long number = first;
        for (Chunk chunk = chunk(number, buffer, from, read, all, now);
                chunk.lines() > 0;
                chunk = chunk(number, buffer, from, read, all, now)) {
            entries.put(count, chunk);
            count++;
            offset = chunk.end();
            next = chunk.next();
            number = chunk.next();
            from += chunk.length();
        }
        return number;
    }

    /** @param all the bytes end where the file ends, for good */
    private Chunk chunk(long first, byte[] bytes, int from, int limit, boolean all, Instant now) {
        int lines = 0;
        int end = from;
        while (lines < MOST_LINES && end - from < MOST_BYTES && end < limit) {
            int found = LineEnds.find(bytes, end, limit);
            if (found < 0 && !all) {
                break;
            }
            end = found < 0 ? limit : found;
            lines++;
        }
        boolean cut = end > from && end < limit && bytes[end - 1] != '\n';
        return new Chunk(first, offset, end - from, lines, cut, now);
    }

    /** The process makes the file; until then there is nothing. */
    private @Nullable FileChannel channel() throws IOException {
        if (channel == null) {
            try {
                channel = FileChannel.open(raw, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException notYet) {
                return null;
            }
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        try (entries) {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
