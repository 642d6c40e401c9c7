package org.westerly.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.api.LogLine;
import org.westerly.api.OutputFile;
import org.westerly.api.State;

/** The client and a server that answers as each test says. */
class WesterlyClientTest {

    private static final RetryPolicy QUICK = new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(2));

    /** An answer; a negative status closes the connection instead. */
    private record Answer(int status, String body, List<String> headers) {
        Answer(int status, String body, String... headers) {
            this(status, body, List.of(headers));
        }
    }

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final WesterlyClient client;

    @TempDir
    Path temp;

    WesterlyClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        client = WesterlyClient.of(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), QUICK);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String from = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + (key == null ? "" : " " + key)
                + (from == null ? "" : " after " + from)
                + (range == null ? "" : " " + range)
                + (body.isEmpty() ? "" : " " + body.length()));
        Answer answer = answers.remove();
        try (exchange) {
            if (answer.status() < 0) {
                return;
            }
            for (int i = 0; i < answer.headers().size(); i += 2) {
                exchange.getResponseHeaders()
                        .set(answer.headers().get(i), answer.headers().get(i + 1));
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void aSubmissionIsSentAgainUnderTheSameKey() throws Exception {
        answers.add(new Answer(503, "{}", "Retry-After", "0"));
        answers.add(new Answer(-1, ""));
        answers.add(new Answer(429, "busy", "Retry-After", "Fri, 01 Jan 2021 00:00:00 GMT"));
        answers.add(new Answer(200, "{\"run_id\": \"r\"}"));
        Submission submission = Submission.of(new Submission.Workflow("a.cwl", "CWL", "v1.2"))
                .withParams("{\"a\": 1}")
                .withTag("t", "ü")
                .withAttachment("a.cwl", Files.writeString(temp.resolve("a.cwl"), "text"));

        assertThat(client.submit(submission)).isEqualTo("r");

        assertThat(asked).hasSize(4).containsOnly(asked.getFirst());
        assertThat(asked.getFirst()).startsWith("POST /ga4gh/wes/v1/runs " + submission.idempotencyKey());
    }

    @Test
    void whatTheServerMayHaveDoneIsNotAskedTwice() {
        answers.add(new Answer(504, "{\"msg\": \"slow\"}"));
        assertThatThrownBy(() -> client.delete("r")).hasMessageContaining("slow (504)");
        answers.add(new Answer(-1, ""));
        assertThatThrownBy(() -> client.cancel("r"))
                .isInstanceOfSatisfying(
                        WesterlyException.class,
                        e -> assertThat(e.kind()).isEqualTo(WesterlyException.Kind.UNREACHABLE));
        answers.add(new Answer(503, ""));
        answers.add(new Answer(200, "{\"run_id\": \"r\"}"));
        client.delete("r");
        assertThat(asked).hasSize(4);
    }

    @Test
    void aRefusalSaysWhichFieldAndIsNotRepeated() {
        answers.add(new Answer(
                400,
                "{\"msg\": \"2 faults\", \"status_code\": 400, \"code\": \"INVALID_REQUEST\","
                        + " \"errors\": [{\"field\": \"tags\", \"problem\": \"is no object\"}]}"));
        assertThatThrownBy(() -> client.serviceInfo())
                .hasMessageContaining("2 faults (400 INVALID_REQUEST)\n  tags is no object")
                .isInstanceOfSatisfying(WesterlyException.class, e -> {
                    assertThat(e.code()).isEqualTo("INVALID_REQUEST");
                    assertThat(e.errors()).hasSize(1);
                });
    }

    @Test
    void whatIsNoWesServerIsSaidSo() {
        answers.add(new Answer(200, "<html>"));
        assertThatThrownBy(() -> client.status("r")).hasMessageContaining("not as a WES server does");
        answers.add(new Answer(302, "", "Location", "https://elsewhere.example"));
        assertThatThrownBy(() -> client.status("r")).hasMessageContaining("https://elsewhere.example");
    }

    @Test
    void recordsOfNewerServersAreRead() {
        answers.add(new Answer(200, "{\"run_id\": \"r\", \"state\": \"RESTING\", \"mood\": \"good\"}"));
        assertThat(client.status("r").state()).isEqualTo(State.UNKNOWN);
        answers.add(new Answer(
                200,
                "{\"run_id\": \"r\", \"state\": \"COMPLETE\", \"outputs\": {\"a\": [1.50]}, \"request\": {"
                        + "\"workflow_params\": {\"n\": 12345678901234567890}}}"));
        assertThat(client.run("r"))
                .satisfies(run -> assertThat(run.outputs()).isEqualTo("{\"a\":[1.50]}"))
                .satisfies(
                        run -> assertThat(Objects.requireNonNull(run.request()).workflowParams())
                                .isEqualTo("{\"n\":12345678901234567890}"));
    }

    private static String line(int seq) {
        return "id: " + seq + "\ndata: {\"run_id\":\"r\",\"stream\":\"stdout\",\"seq\":" + seq + ",\"line\":\"l" + seq
                + "\",\"written_at\":\"t\"}\n\n";
    }

    @Test
    void aStreamIsTakenUpBehindTheLastWholeEvent() {
        answers.add(new Answer(200, ": hello\n\n" + line(1) + line(2).substring(0, 20)));
        answers.add(new Answer(503, ""));
        answers.add(
                new Answer(200, line(1) + line(2) + "event: end\nid: 2\ndata: {\"reason\":\"server_stopping\"}\n\n"));
        answers.add(new Answer(-1, ""));
        answers.add(new Answer(
                200, line(3) + "event: end\nid: 3\ndata: {\"reason\":\"run_finished\",\"state\":\"COMPLETE\"}\n\n"));
        List<String> lines = new ArrayList<>();

        try (Follow<LogLine> follow = client.followLogs("r", LogQuery.ALL)) {
            follow.forEachRemaining(line -> lines.add(line.line()));
            assertThat(follow.end().orElseThrow().state()).isEqualTo(State.COMPLETE);
        }

        assertThat(lines).containsExactly("l1", "l2", "l3");
        assertThat(asked)
                .extracting(one -> one.substring(one.indexOf(" after ")))
                .containsExactly(" after 0", " after 1", " after 1", " after 2", " after 2");
    }

    @Test
    void aStreamOfARunThatIsGoneIsNotWaitedFor() {
        answers.add(new Answer(404, "{\"msg\": \"no such run\", \"code\": \"RUN_NOT_FOUND\"}"));
        try (Follow<LogLine> follow = client.followLogs("r", LogQuery.ALL)) {
            assertThatThrownBy(follow::hasNext).hasMessageContaining("no such run");
        }
    }

    @Test
    void aConnectionThatFallsSilentIsTakenForDead() throws Exception {
        try (PipedOutputStream server = new PipedOutputStream();
                InputStream silent = new PipedInputStream(server) {
                    private volatile boolean closed;

                    @Override
                    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
                        while (!closed) {
                            try {
                                wait();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        }
                        throw new IOException("closed");
                    }

                    @Override
                    public void close() throws IOException {
                        super.close();
                        synchronized (this) {
                            closed = true;
                            notifyAll();
                        }
                    }
                };
                EventReader reader = new EventReader(silent, Duration.ofMillis(20))) {
            assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
        }
    }

    @Test
    void eventsAreReadAsTheStandardSays() throws Exception {
        String text = "data:no blank\r\ndata: second\nid\n\nevent: x\nid: 7\n\ndata\n\ndata: without an end";
        try (EventReader reader = new EventReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(reader.next()).hasValue(new EventReader.Event("", "no blank\nsecond"));
            assertThat(reader.lastId()).hasValue("");
            assertThat(reader.next()).hasValue(new EventReader.Event("", ""));
            assertThat(reader.lastId()).hasValue("7");
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void aDownloadGoesOnWhereAnEarlierOneBrokeOff() throws Exception {
        OutputFile file = file(null);
        Path target = temp.resolve("down/a.txt");
        answers.add(new Answer(200, "he", "ETag", "\"1\"", "X", "y"));
        client.download(file, target);
        assertThat(target).hasContent("he");
        // What a killed process leaves behind.
        answers.add(new Answer(200, "hello", "ETag", "\"1\""));
        Path part = part(file, target);
        Files.move(target, part);
        answers.add(new Answer(206, "llo", "ETag", "\"1\"", "Content-Range", "bytes 2-4/5"));
        client.download(file, target);
        assertThat(target).hasContent("hello");
        assertThat(asked.getLast()).endsWith("bytes=2-");
        assertThat(part).doesNotExist();
    }

    private OutputFile file(@Nullable List<OutputFile.Checksum> checksums) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/f";
        return new OutputFile("a.txt", "output", 5, "text/plain", "2026-01-01T00:00:00.000Z", checksums, url);
    }

    private static Path part(OutputFile file, Path target) throws Exception {
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest((file.url() + " \"1\"").getBytes(StandardCharsets.UTF_8));
        return target.resolveSibling("." + java.util.HexFormat.of().formatHex(digest, 0, 8) + ".part");
    }

    @Test
    void aFileThatIsNotWhatItsChecksumSaysIsNotKept() {
        OutputFile file = file(List.of(new OutputFile.Checksum("00", "sha-256")));
        answers.add(new Answer(200, "hello"));
        Path target = temp.resolve("a.txt");
        assertThatThrownBy(() -> client.download(file, target)).hasMessageContaining("sha-256");
        assertThat(target).doesNotExist();
    }

    @Test
    void outputsComePageByPage() {
        answers.add(new Answer(200, "{\"outputs\": [{\"path\": \"a\"}], \"next_page_token\": \"n\"}"));
        answers.add(new Answer(200, "{\"outputs\": [{\"path\": \"b\"}], \"next_page_token\": \"\"}"));
        assertThat(client.outputs("r", List.of("output", "report")))
                .extracting(OutputFile::path)
                .containsExactly("a", "b");
        assertThat(asked).last().asString().contains("page_token=n").contains("kind=output&kind=report");
        answers.add(new Answer(404, "{\"msg\": \"no run\", \"code\": \"RUN_NOT_FOUND\"}"));
        assertThatThrownBy(() -> client.outputs("r", List.of()).toList()).hasMessageContaining("no run");
    }

    @Test
    void nothingOfTheServerIsOnItsPath() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "org.westerly.client..",
                        "org.westerly.api..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.westerly.client"));
    }
}
