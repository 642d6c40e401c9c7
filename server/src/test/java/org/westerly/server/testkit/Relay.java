package org.westerly.server.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A network between a client and a server that is cut at the very moment the client says a certain word. */
public final class Relay implements AutoCloseable {

    /** Whether the word still arrives. */
    public enum Cut {
        BEFORE,
        AFTER
    }

    private record Trap(String word, Cut cut) {}

    private final ServerSocket door;
    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Trap trap;

    /** @param server host and port */
    public Relay(String server) throws IOException {
        int colon = server.lastIndexOf(':');
        this.server = new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where clients connect: host and port. */
    public String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** The next time a client says {@code word}, its connection is cut. */
    public void cutAt(String word, Cut cut) {
        trap = new Trap(word, cut);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket behind = new Socket();
                behind.connect(server);
                open.add(client);
                open.add(behind);
                Thread.ofVirtual().start(() -> pass(client, behind, true));
                Thread.ofVirtual().start(() -> pass(behind, client, false));
            } catch (IOException closed) {
                // The door, by close(); or a server that is not there, which the client notices.
            }
        }
    }

    private void pass(Socket from, Socket to, boolean asking) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Trap set = trap;
                boolean caught = asking
                        && set != null
                        && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(set.word());
                if (caught) {
                    trap = null;
                    // First the way back, so that no answer gets through.
                    from.close();
                }
                if (!caught || (set != null && set.cut() == Cut.AFTER)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
                if (caught) {
                    return;
                }
            }
        } catch (IOException cut) {
            // By either side, or by us.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
