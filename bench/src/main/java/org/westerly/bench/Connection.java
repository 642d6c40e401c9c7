package org.westerly.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One kept-alive connection for one request after the other. */
final class Connection implements AutoCloseable {

    private final SocketChannel channel;
    private final Answer answer = new Answer();

    private Connection(SocketChannel channel) {
        this.channel = channel;
    }

    static Connection to(InetSocketAddress server) throws IOException {
        return new Connection(open(server));
    }

    static SocketChannel open(InetSocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /** Sends a request and waits for its answer, which is valid until the next one. */
    Answer exchange(byte[] request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        answer.clear();
        while (!answer.readFrom(channel)) {
            // A page comes in many pieces.
        }
        return answer;
    }

    /**
     * As {@link #exchange}, where no number is worth anything unless all is well.
     *
     * @throws IOException with the answer, unless it is a 200
     */
    String expect200(byte[] request) throws IOException {
        Answer got = exchange(request);
        if (got.status() != 200) {
            throw new IOException("status " + got.status() + ": " + got.body());
        }
        return got.body();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
