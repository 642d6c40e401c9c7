package org.westerly.server.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of the files in a list, in its order: records of one size that are only ever added, so that whoever was killed
 * goes on after the last whole one.
 */
final class Checksums implements AutoCloseable {

    static final int DIGEST = 32;

    private static final int RECORD = 1 + DIGEST;

    // No record begins with a zero: that is how a disk fills what was not written before the power went.
    private static final byte KNOWN = 1;
    private static final byte NONE = 2;

    private final FileChannel channel;
    private long end;

    private Checksums(FileChannel channel) {
        this.channel = channel;
    }

    /** For adding to. */
    static Checksums open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
        Checksums checksums = new Checksums(channel);
        try {
            checksums.forgetUnwritten();
            return checksums;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void forgetUnwritten() throws IOException {
        long whole = channel.size() / RECORD;
        ByteBuffer first = ByteBuffer.allocate(1);
        while (whole > 0 && channel.read(first.clear(), (whole - 1) * RECORD) == 1 && first.get(0) == 0) {
            whole--;
        }
        end = whole * RECORD;
        channel.truncate(end);
    }

    /** How many are known, or known to be none. */
    long count() {
        return end / RECORD;
    }

    /** @param digest null for a file that is not what it was when it was listed */
    void add(byte @Nullable [] digest) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(RECORD);
        record.put(digest == null ? NONE : KNOWN);
        record.put(digest == null ? new byte[DIGEST] : digest).flip();
        // Where it has come to itself: should another server be at the same, both write the same to the same place.
        while (record.hasRemaining()) {
            channel.write(record, end + record.position());
        }
        end += RECORD;
    }

    /** Those from {@code first} on, at most {@code count}, as hexadecimal digits; null for each that is not known. */
    static List<@Nullable String> read(Path file, long first, int count) throws IOException {
        List<@Nullable String> digests = new ArrayList<>(count);
        ByteBuffer records = ByteBuffer.allocate(Math.multiplyExact(count, RECORD));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            int read = 0;
            while (records.hasRemaining() && read >= 0) {
                read = channel.read(records, first * RECORD + records.position());
            }
        } catch (NoSuchFileException noneYet) {
            records.clear();
        }
        int whole = records.position() / RECORD;
        for (int n = 0; n < count; n++) {
            boolean known = n < whole && records.get(n * RECORD) == KNOWN;
            digests.add(known ? HexFormat.of().formatHex(records.array(), n * RECORD + 1, (n + 1) * RECORD) : null);
        }
        return digests;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
