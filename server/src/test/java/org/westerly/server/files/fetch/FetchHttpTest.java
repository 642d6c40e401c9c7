package org.westerly.server.files.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes, and what does not: sizes, times, tries. */
class FetchHttpTest extends FetchKit {

    @Test
    void whatComesIsWrittenAndDigested() throws Exception {
        site.text("/a%2Fb?x=1", "hello");
        Received received = fetch(OPEN, site.base() + "/a%2Fb?x=1#fragment");

        assertThat(received.size()).isEqualTo(5);
        assertThat(received.sha256()).isEqualTo(HELLO);
        assertThat(target()).hasContent("hello");
        assertThat(site.visits.getFirst().header("Accept-Encoding")).contains("identity");
        assertThat(site.visits.getFirst().header("Cookie")).isEmpty();
        assertThat(site.visits.getFirst().header("Authorization")).isEmpty();
    }

    @Test
    void jsonStaysInMemory() throws Exception {
        site.text("/json", "{}");
        try (FetchHttp http = fetching.http(OPEN)) {
            assertThat(http.json(Ask.of(URI.create(site.base() + "/json"), 10)))
                    .asString()
                    .isEqualTo("{}");
        }
        assertThat(site.visits.getFirst().header("Accept")).contains("application/json");
    }

    @Test
    void nothingIsRememberedBetweenFetches() throws Exception {
        site.page("/cookie", exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            WebSite.send(exchange, new byte[0]);
        });
        try (FetchHttp http = fetching.http(OPEN)) {
            Ask ask = Ask.of(URI.create(site.base() + "/cookie"), LIMIT);
            http.toFile(ask, target());
            http.toFile(ask, target());
        }
        assertThat(site.visits)
                .hasSize(2)
                .allMatch(visit -> visit.header("Cookie").isEmpty());
    }

    // --- How much -------------------------------------------------------------------------------

    @Test
    void sizeIsBounded() throws Exception {
        site.text("/just", "x".repeat((int) LIMIT)).text("/big", "x".repeat((int) LIMIT + 1));
        assertThat(fetch(OPEN, site.base() + "/just").size()).isEqualTo(LIMIT);
        assertThat(refusal(OPEN, site.base() + "/big")).contains("larger than 100000 bytes");
    }

    @Test
    void packedBodiesCountAsTheyAreWritten() throws Exception {
        packed("/small", "gzip", "hello".getBytes(StandardCharsets.UTF_8));
        packed("/bomb", "x-gzip", new byte[50_000_000]);
        packed("/odd", "br", new byte[1]);
        site.page("/lie", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            WebSite.send(exchange, "not packed".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(fetch(OPEN, site.base() + "/small").sha256()).isEqualTo(HELLO);
        assertThat(refusal(OPEN, site.base() + "/bomb")).contains("larger than");
        assertThat(target().toFile().length()).isLessThanOrEqualTo(LIMIT);
        assertThat(refusal(OPEN, site.base() + "/odd")).contains("content coding");
        assertThat(refusal(OPEN, site.base() + "/lie")).contains("broke off");
    }

    private void packed(String path, String coding, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        site.page(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
            WebSite.send(exchange, bytes.toByteArray());
        });
    }

    @Test
    void checksumsAreChecked() throws Exception {
        site.text("/x", "hello");
        Ask ask = Ask.of(URI.create(site.base() + "/x"), LIMIT);
        Checksum md5 = Checksum.of("md5", "5D41402ABC4B2A76B9719D911017C592").orElseThrow();
        Checksum wrong = Checksum.of("sha-256", "00ff").orElseThrow();

        assertThat(fetch(OPEN, ask.expecting(List.of(md5))).sha256()).isEqualTo(HELLO);
        assertThat(refusal(OPEN, ask.expecting(List.of(md5, wrong))))
                .contains("SHA-256")
                .contains(HELLO)
                .contains("00ff");
        assertThat(Checksum.of("trunc512", "x")).isEmpty();
    }

    @Test
    void aFullDiskIsNotTheOtherSidesFault() {
        site.text("/x", "hello");
        try (FetchHttp http = fetching.http(OPEN)) {
            assertThatThrownBy(() -> http.toFile(Ask.of(URI.create(site.base() + "/x"), LIMIT), Path.of("/dev/full")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
        }
        assertThat(fetching.pauses).isEmpty();
    }

    // --- How long -------------------------------------------------------------------------------

    @Test
    void silenceIsBounded() {
        FetchLimits quick = impatient(Duration.ofSeconds(1), Duration.ofMinutes(1));
        site.page("/silent", _ -> site.untilOver()).page("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            site.untilOver();
        });
        assertThat(refusal(quick, site.base() + "/silent")).contains("did not answer");
        assertThat(refusal(quick, site.base() + "/stalls")).contains("sent nothing");
        assertThat(fetching.pauses).isEmpty();
    }

    @Test
    void drippingIsBounded() {
        CountDownLatch never = new CountDownLatch(1);
        site.page("/drips", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            try {
                while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    body.write('x');
                    body.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        FetchLimits limits = impatient(Duration.ofSeconds(30), Duration.ofSeconds(1));
        assertThat(refusal(limits, site.base() + "/drips")).contains("took longer than 1 s");
    }

    @Test
    void anEndlessRefusalIsNotReadToItsEnd() throws Exception {
        try (RawServer raw = new RawServer(out -> {
            out.write(ascii("HTTP/1.1 404 Not Found\r\n\r\n"));
            while (true) {
                out.write(new byte[8192]);
            }
        })) {
            assertThat(refusal(OPEN, raw.base() + "/x")).contains("status 404");
        }
    }

    @Test
    void endlessHeadersAreRefused() throws Exception {
        try (RawServer raw = new RawServer(out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\n"));
            for (int n = 0; ; n++) {
                out.write(ascii("X-" + n + ": " + "y".repeat(1000) + "\r\n"));
            }
        })) {
            assertThat(refusal(OPEN, raw.base() + "/x")).contains("could not be fetched");
        }
        try (RawServer raw = new RawServer(out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nX: "));
            while (true) {
                out.write(ascii("y".repeat(1000)));
            }
        })) {
            assertThat(refusal(OPEN, raw.base() + "/x")).contains("could not be fetched");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    // --- Once more ------------------------------------------------------------------------------

    @Test
    void whatMayPassIsTriedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        site.page("/x", exchange -> {
            switch (asked.incrementAndGet()) {
                case 1 -> later(exchange, 503, "7");
                case 2 -> later(exchange, 429, "86400");
                case 3 -> later(exchange, 202, "Sat, 21 Nov 2026 10:00:20 GMT");
                default -> WebSite.send(exchange, "hello".getBytes(StandardCharsets.UTF_8));
            }
        });
        assertThat(fetch(OPEN, site.base() + "/x").sha256()).isEqualTo(HELLO);
        assertThat(fetching.pauses)
                .containsExactly(Duration.ofSeconds(7), Duration.ofMinutes(1), Duration.ofSeconds(20));
    }

    private static void later(com.sun.net.httpserver.HttpExchange exchange, int status, String when)
            throws IOException {
        exchange.getResponseHeaders().set("Retry-After", when);
        exchange.sendResponseHeaders(status, -1);
    }

    @Test
    void triesAreCounted() {
        site.status("/x", 502);
        assertThat(refusal(OPEN, site.base() + "/x")).contains("status 502");
        assertThat(site.visits).hasSize(4);
        assertThat(fetching.pauses).containsExactly(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 500, 501, 304})
    void whatWillNotPassIsNot(int status) {
        site.status("/x", status);
        assertThat(refusal(OPEN, site.base() + "/x")).contains("status " + status);
        assertThat(site.visits).hasSize(1);
        assertThat(fetching.pauses).isEmpty();
    }

    @Test
    void nobodyThereIsTriedAgainAndNoSuchHostIsNot() throws Exception {
        // Taken, so that nobody else gets it meanwhile, and nobody listens.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(refusal(OPEN, "http://127.0.0.1:" + deaf.getLocalPort() + "/x"))
                    .contains("could not be fetched");
        }
        assertThat(fetching.pauses).hasSize(3);
        try (FetchHttp http = fetching.http(OPEN, host -> {
            throw new UnknownHostException(host);
        })) {
            assertThatThrownBy(() -> http.toFile(Ask.of(URI.create("http://no.example/x"), LIMIT), target()))
                    .hasMessageContaining("no such host");
        }
        assertThat(fetching.pauses).hasSize(3);
    }

    @Test
    void aBodyThatBrokeOffIsFetchedFromItsStart() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        site.page("/x", exchange -> {
            if (asked.incrementAndGet() == 1) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("hel".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            } else {
                WebSite.send(exchange, "hello".getBytes(StandardCharsets.UTF_8));
            }
        });
        Received received = fetch(OPEN, site.base() + "/x");
        assertThat(received.sha256()).isEqualTo(HELLO);
        assertThat(received.size()).isEqualTo(5);
        assertThat(target()).hasContent("hello");

        site.page("/never", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
        });
        assertThat(refusal(OPEN, site.base() + "/never")).contains("broke off");
    }

    @Test
    void aChunkedBodyThatBrokeOffIsNotTakenForWhole() throws Exception {
        try (RawServer raw = new RawServer(
                out -> out.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")))) {
            assertThat(refusal(OPEN, raw.base() + "/x")).contains("broke off");
        }
    }
}
