package org.westerly.server.executor.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a stream in a thread of its own and keeps the end of it, so that whoever writes never has to wait. */
final class Tail {

    private final byte[] ring;
    private final Thread reader;
    private long count;

    private Tail(InputStream stream, int size) {
        ring = new byte[size];
        // A platform thread: a read holds on to a virtual one's carrier for as long as the program says nothing.
        reader = Thread.ofPlatform().daemon().name("output").unstarted(() -> read(stream));
    }

    /** @param size how many bytes are kept */
    static Tail of(InputStream stream, int size) {
        Tail tail = new Tail(stream, size);
        tail.reader.start();
        return tail;
    }

    private void read(InputStream stream) {
        byte[] bytes = new byte[8192];
        try (stream) {
            for (int read = stream.read(bytes); read >= 0; read = stream.read(bytes)) {
                keep(bytes, read);
            }
        } catch (IOException closed) {
            // The program is gone; what it said until then is there.
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            ring[(int) (count++ % ring.length)] = bytes[at];
        }
    }

    /**
     * What came last.
     *
     * @param patience for the end of the stream, which somebody who has inherited it can hold open for ever
     */
    String text(Duration patience) throws InterruptedException {
        var _ = reader.join(patience);
        return text();
    }

    private synchronized String text() {
        int begin = count < ring.length ? 0 : (int) (count % ring.length);
        int length = (int) Math.min(count, ring.length);
        byte[] ordered = new byte[length];
        System.arraycopy(ring, begin, ordered, 0, length - begin);
        System.arraycopy(ring, 0, ordered, length - begin, begin);
        return new String(ordered, StandardCharsets.UTF_8);
    }
}
