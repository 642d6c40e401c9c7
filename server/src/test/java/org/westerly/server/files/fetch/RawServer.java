package org.westerly.server.files.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers every connection with bytes of a test's choice, as no web server would, and closes it. */
final class RawServer implements AutoCloseable {

    @FunctionalInterface
    interface Answer {
        void write(OutputStream out) throws IOException;
    }

    private final ServerSocket socket;

    RawServer(Answer answer) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket visitor = socket.accept();
                    Thread.ofVirtual().start(() -> serve(visitor, answer));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void serve(Socket visitor, Answer answer) {
        try (visitor) {
            int lineFeeds = 0;
            // The end of the request is an empty line.
            for (int octet = visitor.getInputStream().read();
                    octet >= 0;
                    octet = visitor.getInputStream().read()) {
                lineFeeds = octet == '\n' ? lineFeeds + 1 : octet == '\r' ? lineFeeds : 0;
                if (lineFeeds == 2) {
                    answer.write(visitor.getOutputStream());
                    return;
                }
            }
        } catch (IOException gone) {
            // The visitor has had enough, which is what the test is about.
        }
    }

    String base() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
