package org.westerly.server.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of a run, read anywhere, without the secrets in it. */
public final class MaskedFile implements AutoCloseable {

    private final FileChannel channel;
    private final Mask mask;

    private MaskedFile(FileChannel channel, Mask mask) {
        this.channel = channel;
        this.mask = mask;
    }

    /**
     * Opens the file.
     *
     * @throws IOException also when it is a link
     */
    public static MaskedFile open(Path file, Mask mask) throws IOException {
        return new MaskedFile(FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), mask);
    }

    /**
     * Reads what is there at {@code offset} into the array's first {@code length} bytes.
     *
     * @return how many there were
     */
    public int read(byte[] target, int length, long offset) throws IOException {
        if (mask.margin() == 0) {
            return ReadAt.fill(channel, ByteBuffer.wrap(target, 0, length), offset);
        }
        int before = (int) Math.min(offset, mask.margin());
        byte[] wide = new byte[before + length + mask.margin()];
        int read = ReadAt.fill(channel, ByteBuffer.wrap(wide), offset - before);
        mask.apply(wide, read);
        int wanted = Math.clamp(read - (long) before, 0, length);
        System.arraycopy(wide, before, target, 0, wanted);
        return wanted;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
