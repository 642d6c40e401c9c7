package org.westerly.server.logs;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Lines that follow each other in one stream and were seen at once.
 *
 * @param first the number of its first line, from 1
 * @param offset where its bytes begin in the raw file
 * @param length of its bytes; the last byte is a line feed, unless the file ends there or {@code cut}
 * @param lines how many
 * @param cut its last line was too long, and goes on in the next chunk of this stream
 * @param seen when, to the millisecond
 */
record Chunk(long first, long offset, int length, int lines, boolean cut, Instant seen) {

    /** Bytes of an entry. */
    static final int ENTRY = 32;

    private static final int CUT = 1 << 31;

    /** The number after its last line's. */
    long next() {
        return first + lines;
    }

    long end() {
        return offset + length;
    }

    static Chunk read(ByteBuffer entry) {
        long first = entry.getLong();
        long offset = entry.getLong();
        int length = entry.getInt();
        int lines = entry.getInt();
        return new Chunk(
                first, offset, length, lines & ~CUT, (lines & CUT) != 0, Instant.ofEpochMilli(entry.getLong()));
    }

    void write(ByteBuffer entry) {
        entry.putLong(first)
                .putLong(offset)
                .putInt(length)
                .putInt(cut ? lines | CUT : lines)
                .putLong(seen.toEpochMilli());
    }

    /** After a power cut there may be anything at the end of a file, most likely zeros. */
    boolean follows(long end, long next) {
        return first >= next && offset == end && length > 0 && lines > 0;
    }
}
