package org.westerly.server.files.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.StagingException;

/** A fetch that is interrupted ends at once, wherever it is, and leaves nothing running. */
class InterruptedFetchTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir
    Path folder = Path.of("");

    /** What became of it; a latch of 0 means that it is over. */
    private record Attempt(Thread thread, AtomicReference<Throwable> end) {}

    private Attempt begin(FetchHttp http, String url) {
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                http.toFile(Ask.of(URI.create(url), 1_000), folder.resolve("target"));
                end.set(new AssertionError("it was fetched"));
            } catch (StagingException | IOException | InterruptedException e) {
                end.set(e);
            }
        });
        return new Attempt(thread, end);
    }

    private static void interrupt(Attempt attempt) throws InterruptedException {
        attempt.thread().interrupt();
        assertThat(attempt.thread().join(AT_ONCE)).as("it ended").isTrue();
        assertThat(attempt.end().get()).isInstanceOf(InterruptedException.class);
    }

    private static void noThreadIsLeft(String authority) {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("fetch " + authority)));
    }

    @Test
    void whileTheOtherSideIsSilent() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (WebSite site = new WebSite();
                FetchHttp http = new Fetching().http(Fetching.OPEN)) {
            site.page("/x", _ -> {
                asked.countDown();
                site.untilOver();
            });
            Attempt attempt = begin(http, site.base() + "/x");
            asked.await();
            interrupt(attempt);
            noThreadIsLeft("127.0.0.1:" + site.port());
        }
    }

    @Test
    void whileABodyComes() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        try (WebSite site = new WebSite();
                FetchHttp http = new Fetching().http(Fetching.OPEN)) {
            site.page("/x", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                try {
                    while (true) {
                        exchange.getResponseBody().write(1);
                        exchange.getResponseBody().flush();
                        begun.countDown();
                        Thread.onSpinWait();
                    }
                } catch (IOException gone) {
                    cut.countDown();
                }
            });
            Attempt attempt = begin(http, site.base() + "/x");
            begun.await();
            // It may have had enough bytes before it is interrupted: both ends are right, and both cut the other side
            // off.
            attempt.thread().interrupt();
            assertThat(attempt.thread().join(AT_ONCE)).isTrue();
            assertThat(attempt.end().get()).isInstanceOfAny(InterruptedException.class, StagingException.class);
            assertThat(cut.await(10, java.util.concurrent.TimeUnit.SECONDS))
                    .as("the connection was closed")
                    .isTrue();
            noThreadIsLeft("127.0.0.1:" + site.port());
        }
    }

    /** A server whose queue of connections is full lets everybody wait. */
    @Test
    void whileItConnects() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FetchHttp http = new Fetching().http(Fetching.OPEN)) {
            boolean waits = false;
            while (!waits) {
                Socket one = new Socket();
                queue.add(one);
                try {
                    one.connect(full.getLocalSocketAddress(), 200);
                } catch (java.net.SocketTimeoutException e) {
                    waits = true;
                }
            }
            String authority = "127.0.0.1:" + full.getLocalPort();
            Attempt attempt = begin(http, "http://" + authority + "/x");
            await().until(() -> Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().equals("fetch " + authority))
                    .anyMatch(thread -> List.of(thread.getValue()).toString().contains("connect")));
            interrupt(attempt);
            noThreadIsLeft(authority);
        } finally {
            for (Socket one : queue) {
                one.close();
            }
        }
    }

    /** A look-up cannot be interrupted: it is left alone, and what it finds is not connected to. */
    @Test
    void whileANameIsLookedUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Lookup slow = _ -> {
            asked.countDown();
            boolean interrupted = false;
            while (answer.getCount() > 0) {
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return List.of(loopback());
        };
        try (WebSite site = new WebSite();
                FetchHttp http = new Fetching().http(Fetching.OPEN, slow)) {
            Attempt attempt = begin(http, "http://slow.example:" + site.port() + "/x");
            asked.await();
            interrupt(attempt);
            answer.countDown();
            noThreadIsLeft("slow.example:" + site.port());
            assertThat(site.visits).isEmpty();
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.ofLiteral("127.0.0.1");
    }

    @Test
    void whileItWaitsToTryAgain() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Patience patient = new Patience(
                List.of(Duration.ofDays(1)),
                Duration.ofDays(1),
                duration -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                },
                () -> Fetching.NOW);
        try (WebSite site = new WebSite();
                FetchHttp http = new FetchHttp(Fetching.OPEN, Lookup.system(), patient)) {
            site.status("/x", 503);
            Attempt attempt = begin(http, site.base() + "/x");
            waiting.await();
            interrupt(attempt);
        }
    }
}
