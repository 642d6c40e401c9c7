package org.westerly.server.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One stream of a log, as it stood at one moment.
 *
 * @param count how many entries there were
 */
record StreamView(LogStream stream, ChunkFile entries, MaskedFile raw, long count) implements AutoCloseable {

    StreamView now() throws IOException {
        return new StreamView(stream, entries, raw, entries.count());
    }

    /** The number of the last line; 0 when there is none. */
    long last() throws IOException {
        return count == 0 ? 0 : entries.get(count - 1).next() - 1;
    }

    /** The last {@code most} entries. */
    List<Chunk> newest(int most) throws IOException {
        List<Chunk> newest = new ArrayList<>();
        long from = Math.max(0, count - most);
        while (from < count) {
            List<Chunk> some = entries.range(from, count - from);
            newest.addAll(some);
            from += some.size();
        }
        return newest;
    }

    /** Where the lines after {@code seq} begin. */
    Walk after(long seq) throws IOException {
        return new Walk(entries.after(seq, count));
    }

    /** Goes from chunk to chunk. */
    final class Walk {
        private long index;
        private List<Chunk> next = List.of();

        private Walk(long index) throws IOException {
            this.index = index;
            look();
        }

        private void look() throws IOException {
            next = index < count ? List.of(entries.get(index)) : List.of();
        }

        boolean atEnd() {
            return next.isEmpty();
        }

        /** The number of the next chunk's first line. */
        long first() {
            return next.getFirst().first();
        }

        /** The lines of the next chunk, and on to the one after it. */
        List<LogLine> lines() throws IOException {
            Chunk chunk = next.getFirst();
            index++;
            look();
            return split(chunk);
        }
    }

    private List<LogLine> split(Chunk chunk) throws IOException {
        byte[] bytes = new byte[chunk.length()];
        int length = raw.read(bytes, bytes.length, chunk.offset());
        List<LogLine> lines = new ArrayList<>(chunk.lines());
        int from = 0;
        for (long seq = chunk.first(); seq < chunk.next(); seq++) {
            int found = LineEnds.find(bytes, from, length);
            int end = found < 0 ? length : found;
            boolean fed = end > from && bytes[end - 1] == '\n';
            String text = new String(bytes, from, (fed ? end - 1 : end) - from, StandardCharsets.UTF_8);
            lines.add(new LogLine(stream, seq, text, !fed && (found >= 0 || chunk.cut()), chunk.seen()));
            from = end;
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        try (entries) {
            raw.close();
        }
    }
}
