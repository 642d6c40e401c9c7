package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

class StageRunTest {

    private static final FetchLimits OPEN =
            new FetchLimits(Set.of("http", "https"), true, 100_000, Duration.ofSeconds(30));
    private static final FetchLimits IMPATIENT =
            new FetchLimits(Set.of("http", "https"), true, 100_000, Duration.ofSeconds(1));

    private final RunId id = RunId.mint(Instant.now());
    private final CountDownLatch over = new CountDownLatch(1);

    @TempDir
    Path folder = Path.of("");

    private HttpServer site;
    private String base;
    private Uploads uploads;
    private RunFolder run;

    @BeforeEach
    void open() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        site.createContext("/", this::answer);
        site.start();
        base = "http://127.0.0.1:" + site.getAddress().getPort();
        uploads = new Uploads(folder.resolve("uploads"));
        run = new RunFolders(folder.resolve("runs")).of(id);
        run.create();
    }

    @AfterEach
    void close() {
        over.countDown();
        site.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/wf/main.cwl", "/wf/we ird;na:me.cwl", "/wf/", "/wf/.." -> send(exchange, "the workflow");
                case "/hop" -> redirect(exchange, "/wf/main.cwl");
                case "/loop" -> redirect(exchange, "/loop");
                case "/to-file" -> redirect(exchange, "file:///etc/passwd");
                case "/nowhere" -> redirect(exchange, "http://[bad");
                case "/big" -> send(exchange, "x".repeat(100_001));
                case "/just" -> send(exchange, "x".repeat(100_000));
                case "/silent" -> await();
                case "/stalls" -> {
                    exchange.sendResponseHeaders(200, 1000);
                    OutputStream body = exchange.getResponseBody();
                    body.write(1);
                    body.flush();
                    await();
                }
                case "/breaks" -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private String stage(FetchLimits limits, String url, String... attachments) throws Exception {
        RunRequest request =
                new RunRequest(url, "CWL", "v1.2", null, null, null, Map.of(), Map.of(), List.of(attachments));
        try (FetchDocument fetch = new FetchDocument(limits)) {
            return new StageRun(uploads, fetch).stage(id, request, run);
        }
    }

    private String refusal(FetchLimits limits, String url) {
        List<String> message = new java.util.ArrayList<>();
        assertThatThrownBy(() -> stage(limits, url))
                .isInstanceOf(StagingException.class)
                .satisfies(refused -> message.add(String.valueOf(refused.getMessage())));
        return message.getFirst();
    }

    private void attach(String name, String text) throws IOException {
        Upload upload = uploads.open(id);
        try (OutputStream file = upload.next()) {
            file.write(text.getBytes(StandardCharsets.UTF_8));
        }
        upload.place(List.of(AttachmentName.of(name, NameLimits.DEFAULT)));
    }

    @Test
    void anAttachmentIsMovedAndKeepsItsName() throws Exception {
        attach("sub/main.cwl", "attached");
        assertThat(stage(OPEN, "sub/main.cwl#main", "sub/main.cwl")).isEqualTo("sub/main.cwl#main");
        assertThat(run.work().resolve("sub/main.cwl")).hasContent("attached");
        assertThat(stage(OPEN, "sub/main.cwl#main", "sub/main.cwl")).as("again").isEqualTo("sub/main.cwl#main");
    }

    @Test
    void anAttachmentThatIsNotThereAnyMoreIsNamed() {
        assertThatThrownBy(() -> stage(OPEN, "main.cwl", "main.cwl"))
                .isInstanceOf(StagingException.class)
                .hasMessageContaining("main.cwl")
                .message()
                .doesNotContain(folder.toString());
    }

    @Test
    void aUrlIsFetchedUnderItsLastWord() throws Exception {
        assertThat(stage(OPEN, base + "/wf/main.cwl?token=secret#main")).isEqualTo("main.cwl#main");
        assertThat(run.work().resolve("main.cwl")).hasContent("the workflow");
        assertThat(stage(OPEN, base + "/hop")).isEqualTo("hop");
        assertThat(stage(OPEN, base + "/wf/we%20ird;na:me.cwl")).isEqualTo("we_ird_na_me.cwl");
        assertThat(stage(OPEN, base + "/wf/")).isEqualTo("workflow");
        assertThat(stage(OPEN, base + "/wf/..")).isEqualTo("workflow");
        assertThat(stage(OPEN, base + "/just")).isEqualTo("just");
    }

    @Test
    void itTakesNoAttachmentsPlace() throws Exception {
        attach("main.cwl", "attached");
        assertThat(stage(OPEN, base + "/wf/main.cwl", "main.cwl")).isEqualTo("workflow-main.cwl");
        assertThat(run.work().resolve("main.cwl")).hasContent("attached");
        assertThat(stage(OPEN, base + "/wf/main.cwl", "main.cwl/x")).isEqualTo("workflow-main.cwl");
    }

    @Test
    void whatCannotBeHadIsToldByStatusAndUrlWithoutSecrets() {
        assertThat(refusal(OPEN, base.replace("//", "//user:pass@") + "/gone?token=secret"))
                .contains("404")
                .contains(base + "/gone")
                .doesNotContain("pass")
                .doesNotContain("secret");
        assertThat(refusal(OPEN, "http://no-such-host.invalid/x")).contains("no such host");
        assertThat(refusal(OPEN, "http://127.0.0.1:1/x")).contains("could not be fetched");
    }

    @Test
    void redirectsAreCountedAndChecked() {
        assertThat(refusal(OPEN, base + "/loop")).contains("redirects more than");
        assertThat(refusal(OPEN, base + "/to-file")).contains("scheme 'file'").doesNotContain("passwd\n");
        assertThat(refusal(OPEN, base + "/nowhere")).contains("no URL");
    }

    @Test
    void sizeAndPatienceAreBounded() {
        assertThat(refusal(OPEN, base + "/big")).contains("larger than 100000 bytes");
        assertThat(refusal(IMPATIENT, base + "/silent")).contains("did not answer");
        assertThat(refusal(IMPATIENT, base + "/stalls")).containsAnyOf("sent nothing", "did not answer");
        assertThat(refusal(OPEN, base + "/breaks")).contains("broke off");
        assertThat(run.work()).isEmptyDirectory();
    }

    @Test
    void privateTargetsAndOtherSchemesAreRefusedBeforeAnyConnection() {
        FetchLimits closed = new FetchLimits(Set.of("https"), false, 100, Duration.ofSeconds(1));
        assertThat(refusal(closed, base + "/wf/main.cwl"))
                .contains("scheme 'http'")
                .contains("https");
        assertThat(refusal(closed, "https://127.0.0.1:1/x")).contains("private network");
        assertThat(refusal(closed, "https://localhost:1/x")).contains("private network");
        assertThat(refusal(closed, "https://[::1]:1/x")).contains("private network");
        assertThat(Files.exists(run.engine().resolve("fetched.part"))).isFalse();
    }
}
