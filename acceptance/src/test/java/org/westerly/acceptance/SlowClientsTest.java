package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.EventStream;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.WesterlyServer;

/** Clients that hold on to what they have: each costs the server a little, and for a while only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsTest {

    private static final int MOST_CONNECTIONS = 40;
    private static final int BIG = 60_000_000;
    private static final int TOO_MANY = 15;

    private static final String SUBMISSION = "POST /ga4gh/wes/v1/runs HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 10000000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"workflow_attachment\"; filename=\"a\"\r\n\r\n";

    @TempDir
    static Path temp;

    private WesterlyServer server;

    @BeforeAll
    void start() throws IOException {
        List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
        options.addAll(List.of(
                "--set", "limits.transfers.least-rate=1MiB",
                "--set", "limits.transfers.patience=2s",
                "--set", "server.connections.header-size=4KiB",
                "--set", "server.connections.max=" + MOST_CONNECTIONS));
        server = WesterlyServer.start(temp.resolve("data"), options.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        // What the system takes for a client that takes nothing itself.
        socket.setReceiveBufferSize(16 << 10);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(server.address()).getPort()));
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whatever comes until the server closes, gently or not. */
    private static String rest(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            InputStream answer = socket.getInputStream();
            for (int next = answer.read(); next >= 0; next = answer.read()) {
                text.append((char) next);
            }
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection is still open after " + text, open);
        } catch (SocketException reset) {
            // Closed as well.
        }
        return text.toString();
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(20);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aBodyThatDripsIsRefusedAndLeavesNothing() throws Exception {
        try (Socket socket = connect();
                ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
            send(socket, SUBMISSION);
            OutputStream body = socket.getOutputStream();
            var dripping = drip.scheduleWithFixedDelay(
                    () -> {
                        try {
                            body.write('x');
                        } catch (IOException closed) {
                            throw new IllegalStateException(closed);
                        }
                    },
                    0,
                    100,
                    TimeUnit.MILLISECONDS);
            assertThat(rest(socket)).contains("HTTP/1.1 408", "TOO_SLOW", "1048576 bytes a second for 2 s");
            dripping.cancel(true);
        }
        assertNothingUploaded();
    }

    @Test
    void aBodyOfWhichNothingComesIsNotWaitedFor() throws Exception {
        try (Socket socket = connect()) {
            send(socket, SUBMISSION);
            rest(socket);
        }
        assertNothingUploaded();
    }

    private void assertNothingUploaded() {
        Awaitility.await().untilAsserted(() -> {
            try (Stream<Path> left = Files.walk(temp.resolve("data/uploads"))) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        });
    }

    @Test
    void aReaderThatHardlyTakesAnythingIsCutAndMayComeAgain() throws Exception {
        String id = server.wes().accepted(ShellEngine.script("head -c " + BIG + " /dev/zero >big"));
        server.wes().untilState(id, "COMPLETE");
        try (Socket socket = connect();
                ScheduledExecutorService sip = Executors.newSingleThreadScheduledExecutor()) {
            send(socket, "GET /ga4gh/wes/v1/runs/" + id + "/outputs/big HTTP/1.1\r\nHost: localhost\r\n\r\n");
            var taken = sip.submit(() -> sip(socket, sip));
            assertThat(taken)
                    .succeedsWithin(Duration.ofSeconds(60))
                    .matches(bytes -> bytes < BIG, "less than the whole file");
        }
        assertThat(server.wes()
                        .get("/runs/" + id + "/outputs/big", "Range", "bytes=" + (BIG - 10) + "-")
                        .status())
                .isEqualTo(206);
        assertThat(server.log()).as("no fault of the server's").doesNotContain("failed: GET");
    }

    /**
     * Takes 400 kB a second, for long enough that the server has to wait, and then all that there is: what was in the
     * system's hands when the server let go still comes. How many bytes there were.
     */
    private static int sip(Socket socket, ScheduledExecutorService pause) throws InterruptedException {
        byte[] some = new byte[20_000];
        long slowUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(25);
        int taken = 0;
        try {
            for (int read = 0;
                    read >= 0 && taken < BIG;
                    read = socket.getInputStream().read(some)) {
                taken += read;
                if (System.nanoTime() < slowUntil) {
                    pause.awaitTermination(50, TimeUnit.MILLISECONDS);
                }
            }
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection is still open after " + taken + " bytes", open);
        } catch (IOException cut) {
            // That is what is waited for.
        }
        return taken;
    }

    @Test
    void headersHaveTheirLimit() throws Exception {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "GET /service-info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Much: " + "x".repeat(5_000)
                            + "\r\n\r\n");
            assertThat(rest(socket)).contains("HTTP/1.1 431", "HEADERS_TOO_LARGE", "4096 bytes");
        }
    }

    @Test
    void connectionsPastTheLimitAreClosedAndOthersGoOn() throws Exception {
        List<Socket> idle = new ArrayList<>();
        String id = server.wes().accepted(ShellEngine.script("sleep 1000"));
        try (EventStream stream = EventStream.open(server.wes(), "/runs/" + id + "/status/stream")) {
            for (int i = 0; i < MOST_CONNECTIONS + TOO_MANY; i++) {
                idle.add(connect());
            }
            Set<Socket> closed = new HashSet<>();
            Awaitility.await().until(() -> {
                for (Socket socket : idle) {
                    if (!closed.contains(socket) && isClosed(socket)) {
                        closed.add(socket);
                    }
                }
                return closed.size() > TOO_MANY;
            });
            assertThat(closed.size()).as("others are kept").isLessThan(idle.size() / 2);
            for (Socket socket : idle) {
                socket.close();
            }
            Awaitility.await()
                    .until(() -> server.wes().post("/runs/" + id + "/cancel").status() == 200);
            assertThat(stream.rest().getLast().name()).isEqualTo("end");
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }
}
