package org.westerly.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many open streams of one log, read by one thread; each line holds the moment in which it was written. */
final class OpenStreams implements AutoCloseable {

    /** What a line is that was written at {@code nanoTime}. */
    static String line(long nanoTime) {
        return "written at " + nanoTime + " ns\n";
    }

    private static final Pattern LINE = Pattern.compile("\"line\":\"written at (\\d+) ns\"");
    private static final int KEPT = 400;

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);

    private OpenStreams() throws IOException {}

    /** Opens them, and returns once each has had its first words. */
    static OpenStreams open(InetSocketAddress server, String path, int count) throws IOException {
        OpenStreams streams = new OpenStreams();
        byte[] request = Requests.get(path);
        ByteBuffer first = ByteBuffer.allocate(4 << 10);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = Connection.open(server);
            streams.channels.add(channel);
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (channel.read(first.clear()) < 0) {
                throw new SocketException("a stream was closed at once");
            }
            channel.configureBlocking(false);
            channel.register(streams.selector, SelectionKey.OP_READ, "");
        }
        return streams;
    }

    /** Reads until {@code lines} have come in over all streams, and adds how long each took. */
    void await(long lines, Samples times, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        long left = lines;
        while (left > 0) {
            if (System.nanoTime() > end) {
                throw new IOException(left + " of " + lines + " lines did not come");
            }
            selector.select(100);
            long now = System.nanoTime();
            for (SelectionKey key : selector.selectedKeys()) {
                left -= read(key, now, times);
            }
            selector.selectedKeys().clear();
        }
    }

    private int read(SelectionKey key, long now, Samples times) throws IOException {
        buffer.clear();
        if (((SocketChannel) key.channel()).read(buffer) < 0) {
            throw new SocketException("a stream was closed");
        }
        String text = key.attachment()
                + StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
        Matcher line = LINE.matcher(text);
        int found = 0;
        int end = 0;
        while (line.find()) {
            times.add(now - Long.parseLong(line.group(1)));
            found++;
            end = line.end();
        }
        key.attach(text.substring(Math.max(end, text.length() - KEPT)));
        return found;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
