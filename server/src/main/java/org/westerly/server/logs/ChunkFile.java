package org.westerly.server.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The entries about one stream, all of one size and in order, so that any line is found by halving. */
final class ChunkFile implements AutoCloseable {

    private static final int AT_ONCE = 1_024;

    private final FileChannel channel;

    private ChunkFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws NoSuchFileException when nothing was written yet */
    static ChunkFile toRead(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.READ));
    }

    static ChunkFile toAppend(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
    }

    private static ChunkFile open(Path file, Set<OpenOption> how) throws IOException {
        return new ChunkFile(FileChannel.open(file, how));
    }

    /** Whole ones; a writer that was killed may have left a part of one. */
    long count() throws IOException {
        return channel.size() / Chunk.ENTRY;
    }

    Chunk get(long index) throws IOException {
        return range(index, 1).getFirst();
    }

    /** Up to {@code count} of them from {@code index} on. */
    List<Chunk> range(long index, long count) throws IOException {
        int many = (int) Math.min(count, AT_ONCE);
        ByteBuffer entries = ByteBuffer.allocate(many * Chunk.ENTRY);
        while (entries.hasRemaining()) {
            int read = channel.read(entries, index * Chunk.ENTRY + entries.position());
            if (read < 0) {
                throw new IOException("the entries of a log end too early");
            }
        }
        entries.flip();
        List<Chunk> chunks = new ArrayList<>(many);
        while (entries.hasRemaining()) {
            chunks.add(Chunk.read(entries));
        }
        return chunks;
    }

    /** The first of {@code count} entries that has a line after {@code seq}; {@code count} when there is none. */
    long after(long seq, long count) throws IOException {
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (get(middle).next() > seq + 1) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Replaces whatever lies at {@code index}, and after it. */
    void put(long index, Chunk chunk) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(Chunk.ENTRY);
        chunk.write(entry);
        entry.flip();
        long at = index * Chunk.ENTRY;
        while (entry.hasRemaining()) {
            int _ = channel.write(entry, at + entry.position());
        }
    }

    void cutTo(long count) throws IOException {
        channel.truncate(count * Chunk.ENTRY);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
