package org.westerly.server.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a part of a file, as much of it as there is. */
final class ReadAt {

    private ReadAt() {}

    /** Returns how many bytes there were; fewer than there is room for only at the end of the file. */
    static int fill(FileChannel channel, ByteBuffer target, long offset) throws IOException {
        int start = target.position();
        int read = 0;
        while (read >= 0 && target.hasRemaining()) {
            read = channel.read(target, offset + target.position() - start);
        }
        return target.position() - start;
    }
}
