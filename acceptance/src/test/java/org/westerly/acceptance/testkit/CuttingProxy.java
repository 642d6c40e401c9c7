package org.westerly.acceptance.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server and cuts connections in the middle of what the server says. */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final URI server;
    private final Random random;
    private final int mostBytes;
    private final AtomicInteger cuts = new AtomicInteger();

    private CuttingProxy(ServerSocket listening, URI server, int mostBytes, long seed) {
        this.listening = listening;
        this.server = server;
        this.mostBytes = mostBytes;
        this.random = new Random(seed);
    }

    /** Lets each connection say at most {@code mostBytes}, at random fewer. */
    public static CuttingProxy before(String server, int mostBytes, long seed) {
        try {
            CuttingProxy proxy = new CuttingProxy(
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), URI.create(server), mostBytes, seed);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** How often it has cut. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                int allowed = 1 + random.nextInt(mostBytes);
                Thread.ofVirtual().start(() -> serve(client, allowed));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client, int allowed) {
        try (client;
                Socket upstream = new Socket(server.getHost(), server.getPort())) {
            Thread.ofVirtual().start(() -> forward(client, upstream));
            InputStream from = upstream.getInputStream();
            OutputStream to = client.getOutputStream();
            byte[] buffer = new byte[4096];
            int left = allowed;
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, Math.min(read, left));
                to.flush();
                left -= read;
                if (left <= 0) {
                    cuts.incrementAndGet();
                    return;
                }
            }
        } catch (IOException gone) {
            // One of both sides has had enough.
        }
    }

    private static void forward(Socket client, Socket upstream) {
        try {
            client.getInputStream().transferTo(upstream.getOutputStream());
        } catch (IOException gone) {
            // Cut.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
