package org.westerly.server.files.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.files.StagingException;

class FetchHttpTest {

    private static final FetchLimits OPEN = Fetching.OPEN;
    private static final FetchLimits CLOSED = Fetching.CLOSED;
    private static final long LIMIT = 100_000;

    /** SHA-256 of "hello", as any other program computes it. */
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path folder = Path.of("");

    private final WebSite site = new WebSite();
    private final WebSite other = new WebSite();
    private final Fetching fetching = new Fetching();

    @AfterEach
    void close() {
        site.close();
        other.close();
    }

    private Path target() {
        return folder.resolve("target");
    }

    private Received fetch(FetchLimits limits, Ask ask) throws Exception {
        try (FetchHttp http = fetching.http(limits)) {
            return http.toFile(ask, target());
        }
    }

    private Received fetch(FetchLimits limits, String url) throws Exception {
        return fetch(limits, Ask.of(URI.create(url), LIMIT));
    }

    private String refusal(FetchLimits limits, Ask ask) {
        StagingException refused = catchThrowableOfType(StagingException.class, () -> fetch(limits, ask));
        assertThat(refused).as("it was fetched").isNotNull();
        assertThat(refused.kind()).isEqualTo(StagingException.Kind.UNAVAILABLE);
        return String.valueOf(refused.getMessage());
    }

    private String refusal(FetchLimits limits, String url) {
        return refusal(limits, Ask.of(URI.create(url), LIMIT));
    }

    private static FetchLimits impatient(Duration timeout, Duration deadline) {
        return new FetchLimits(Set.of("http", "https"), true, timeout, deadline);
    }

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

    // --- Where to -------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "017700000001",
                "0",
                "0.0.0.0",
                "localhost",
                "LocalHost",
                "localhost.",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[::]",
                "[fe80::1]",
                "[fe80::1%25lo]",
                "[fd00::1]",
                "10.0.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1"
            })
    void noFormOfAPrivateAddressIsConnectedTo(String host) {
        site.text("/x", "secret");
        String message = refusal(CLOSED, "http://" + host + ":" + site.port() + "/x");

        assertThat(message).containsAnyOf("private network", "names no host", "no such host");
        assertThat(site.visits).isEmpty();
    }

    @Test
    void whatAnIntruderWritesBeforeTheHostIsNoHost() {
        assertThat(refusal(CLOSED, "http://example.org@127.0.0.1:" + site.port() + "/x"))
                .contains("private network")
                .doesNotContain("example.org");
        assertThat(site.visits).isEmpty();
    }

    @Test
    void privateAddressesMayBeAllowed() throws Exception {
        site.text("/x", "hello");
        assertThat(fetch(OPEN, "http://localhost:" + site.port() + "/x").sha256())
                .isEqualTo(HELLO);
    }

    @Test
    void itConnectsToTheAddressThatWasLookedAtAndAsksOnce() throws Exception {
        site.text("/x", "hello");
        AtomicInteger asked = new AtomicInteger();
        Lookup once = host -> {
            assertThat(host).isEqualTo("made-up.example");
            assertThat(asked.incrementAndGet()).isEqualTo(1);
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        };
        try (FetchHttp http = fetching.http(OPEN, once)) {
            Ask ask = Ask.of(URI.create("http://made-up.example:" + site.port() + "/x"), LIMIT);
            assertThat(http.toFile(ask, target()).sha256()).isEqualTo(HELLO);
        }
        assertThat(site.visits.getFirst().header("Host")).contains("made-up.example:" + site.port());
    }

    @Test
    void aNameThatChangesItsMindIsLookedAtAnew() {
        site.text("/x", "secret");
        AtomicInteger asked = new AtomicInteger();
        // A public address that nobody has (RFC 5737), then this machine.
        Lookup rebinding =
                host -> List.of(InetAddress.ofLiteral(asked.incrementAndGet() == 1 ? "203.0.113.1" : "127.0.0.1"));
        FetchLimits quick = new FetchLimits(Set.of("http"), false, Duration.ofMillis(300), Duration.ofMinutes(1));
        try (FetchHttp http = fetching.http(quick, rebinding)) {
            assertThatThrownBy(() -> http.toFile(
                            Ask.of(URI.create("http://rebind.example:" + site.port() + "/x"), LIMIT), target()))
                    .isInstanceOf(StagingException.class);
        }
        assertThat(site.visits).isEmpty();
    }

    @Test
    void aRedirectIsNoWayAround() {
        // A host that the guard lets through stands in for one of the internet.
        site.redirect("/x", "http://127.0.0.1:" + other.port() + "/y").redirect("/z", "http://2130706433/");
        other.text("/y", "secret");
        Ask trusted = Ask.of(URI.create(site.base() + "/x"), LIMIT).trusting(true);

        assertThat(refusal(CLOSED, trusted)).contains("private network").contains(other.base() + "/y");
        assertThat(refusal(CLOSED, Ask.of(URI.create(site.base() + "/z"), LIMIT).trusting(true)))
                .contains("private network");
        assertThat(other.visits).isEmpty();
    }

    @Test
    void theOperatorsTrustIsForItsOriginAndEndsOutside() throws Exception {
        site.text("/x", "hello").redirect("/same", "/x").redirect("/out", other.base() + "/back");
        other.redirect("/back", site.base() + "/x");
        FetchLimits safeOnly = new FetchLimits(Set.of("https"), false, OPEN.timeout(), OPEN.deadline());

        assertThat(fetch(
                                safeOnly,
                                Ask.of(URI.create(site.base() + "/same"), LIMIT).trusting(true))
                        .sha256())
                .isEqualTo(HELLO);
        assertThat(refusal(
                        CLOSED, Ask.of(URI.create(site.base() + "/out"), LIMIT).trusting(true)))
                .contains("private network");
        assertThat(refusal(CLOSED, site.base() + "/x")).contains("private network");
    }

    @Test
    void redirectsAreCountedAndRead() throws Exception {
        site.redirect("/loop", "/loop")
                .redirect("/to-file", "file:///etc/passwd")
                .redirect("/nowhere", "http://[bad")
                .redirect("/empty", "")
                .redirect("/1", "2")
                .redirect("/2", site.base() + "/3?x=secret")
                .text("/3?x=secret", "hello");

        assertThat(refusal(OPEN, site.base() + "/loop")).contains("redirects more than 5 times");
        assertThat(refusal(OPEN, site.base() + "/to-file")).contains("scheme 'file'");
        assertThat(refusal(OPEN, site.base() + "/nowhere")).contains("no URL");
        assertThat(refusal(OPEN, site.base() + "/empty")).contains("no URL");
        assertThat(fetch(OPEN, site.base() + "/1").from()).hasToString(site.base() + "/3?x=secret");
    }

    // --- Secrets --------------------------------------------------------------------------------

    @Test
    void aUserInTheUrlGoesToItsOriginOnly() throws Exception {
        site.text("/x", "hello").redirect("/out", other.base() + "/y");
        other.text("/y", "hello");
        String withUser = site.base().replace("//", "//me:pass%20word@");

        fetch(OPEN, withUser + "/x");
        fetch(OPEN, withUser + "/out");
        assertThat(site.visits)
                .hasSize(2)
                .allMatch(
                        visit -> visit.header("Authorization").equals(java.util.Optional.of("Basic bWU6cGFzcyB3b3Jk")));
        assertThat(other.visits.getFirst().header("Authorization")).isEmpty();
    }

    @Test
    void headersDoNotFollowToAnotherOrigin() throws Exception {
        site.redirect("/same", "/out").redirect("/out", other.base() + "/y");
        other.redirect("/y", site.base() + "/z");
        site.text("/z", "hello");
        fetch(OPEN, Ask.of(URI.create(site.base() + "/same"), LIMIT).with("Authorization", "Bearer token"));

        assertThat(site.visits.get(0).header("Authorization")).contains("Bearer token");
        assertThat(site.visits.get(1).header("Authorization")).contains("Bearer token");
        assertThat(other.visits.getFirst().header("Authorization")).isEmpty();
        assertThat(site.visits.get(2).header("Authorization"))
                .as("led back by a stranger")
                .isEmpty();
    }

    @Test
    void messagesHoldNoSecrets() {
        assertThat(refusal(OPEN, site.base().replace("//", "//user:pass@") + "/gone?token=secret"))
                .contains("404")
                .contains(site.base() + "/gone")
                .doesNotContain("pass", "secret");
        assertThat(Ask.of(URI.create("http://u:pass@h/"), 1).with("X", "secret").toString())
                .doesNotContain("pass", "secret");
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
        FetchLimits quick = impatient(Duration.ofMillis(300), Duration.ofMinutes(1));
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
        int port;
        try (WebSite gone = new WebSite()) {
            port = gone.port();
        }
        assertThat(refusal(OPEN, "http://127.0.0.1:" + port + "/x")).contains("could not be fetched");
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
