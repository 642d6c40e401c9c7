package org.westerly.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.service.House;
import org.westerly.server.service.Intake;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.memory.MemoryRunStore;

/**
 * A submission from its bytes to the store: what is kept, what is refused by which name, and what is left on the disk.
 *
 * <p>Long because the forms of a body are held against the same clauses, in one place.
 */
class SubmissionTest {

    private static final String MULTIPART = "multipart/form-data; boundary=b";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final BodyLimits LIMITS = new BodyLimits(12, 3, 200_000, 1_000, 300_000);

    @TempDir
    Path temp;

    private final RunStore store = new MemoryRunStore();
    private House house;

    @BeforeEach
    void build() throws IOException {
        house = new House(temp, store, List.of());
    }

    private RunId submit(String type, String body, @Nullable String key) throws IOException {
        InputStream bytes = new LimitedBody(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)), LIMITS.totalBytes());
        try (Intake intake = house.submit().begin(House.ALICE, key)) {
            switch (type) {
                case JSON -> new ReadJson(LIMITS, intake).read(bytes);
                case FORM -> new ReadForm(LIMITS, intake).read(bytes);
                default -> new ReadMultipart(LIMITS, intake).read(bytes, type);
            }
            return intake.accept();
        }
    }

    private RunRequest stored(RunId run) {
        return store.request(run).orElseThrow();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String part(String disposition, String content) {
        return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static String field(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    private static String file(String name, String content) {
        return part("name=\"workflow_attachment\"; filename=\"" + name + "\"", content);
    }

    private static String script(String... more) {
        return field("workflow_url", "run.sh")
                + field("workflow_type", "SH")
                + field("workflow_type_version", "1.0")
                + file("run.sh", "true")
                + String.join("", more)
                + "--b--\r\n";
    }

    @Test
    void allIsKeptAsItWasSent() throws IOException {
        String params = "{\"b\": 1.50, \"a\": [1e400, \"ü\"] }";
        RunId run = submit(
                MULTIPART,
                script(
                        field("workflow_params", utf8(params)),
                        field("tags", utf8("{\"k\":\"ü\",\"yes\":true,\"n\":1.0,\"none\":null}")),
                        field("workflow_engine_parameters", "{\"--x\":null}"),
                        file("sub/y", "why")),
                null);
        RunRequest request = stored(run);
        assertThat(request.workflowParams()).isEqualTo(params);
        assertThat(request.tags().toString()).isEqualTo("{k=ü, yes=true, n=1.0, none=}");
        assertThat(request.engineParameters().toString()).isEqualTo("{--x=}");
        assertThat(request.attachments()).containsExactly("run.sh", "sub/y");
        assertThat(store.get(run).orElseThrow().systemLogs()).containsExactly("2026-11-21T10:00:00Z --x is not used");
        assertThat(filesLeft()).hasSize(2);
    }

    @Test
    void theThreeBodiesMeanTheSame() throws IOException {
        RunRequest json = stored(submit(JSON, """
                {"workflow_url": "https://h/x", "workflow_type": "sh", "workflow_type_version": "1.0",
                 "workflow_params": {"n": 0.10}, "tags": null, "workflow_engine": null}
                """, null));
        RunRequest form = stored(submit(
                FORM,
                "workflow_url=https%3A%2F%2Fh/x&workflow_type=sh&workflow_type_version=1.0"
                        + "&workflow_params=%7B%22n%22:+0.10%7D&tags=",
                null));
        RunRequest multipart = stored(submit(
                MULTIPART,
                field("workflow_url", "https://h/x")
                        + field("workflow_type", "sh")
                        + field("workflow_type_version", "1.0")
                        + field("workflow_params", "{\"n\": 0.10}")
                        + field("tags", "null")
                        + "--b--",
                null));
        assertThat(json).isEqualTo(form).isEqualTo(multipart);
        assertThat(json.workflowParams()).isEqualTo("{\"n\": 0.10}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null"})
    void emptyParametersAreNone(String params) throws IOException {
        assertThat(stored(submit(MULTIPART, script(field("workflow_params", params)), null))
                        .workflowParams())
                .isNull();
    }

    @Test
    void aKnownNameIsAFieldWhateverItsPartSays() throws IOException {
        RunId run = submit(
                MULTIPART,
                script("--b\r\nContent-Disposition: form-data; name=\"tags\"; filename=\"blob\"\r\n"
                        + "Content-Type: application/json\r\n\r\n{\"a\":\"b\"}\r\n"),
                null);
        assertThat(stored(run).tags()).containsEntry("a", "b");
    }

    /** One bad request. */
    record Bad(String what, String type, String body, ErrorCode code, String field) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Bad invalid(String what, String field, String... more) {
        return new Bad(what, MULTIPART, script(more), ErrorCode.INVALID_REQUEST, field);
    }

    static Stream<Bad> badRequests() {
        return Stream.of(
                new Bad("nothing", MULTIPART, "--b--", ErrorCode.INVALID_REQUEST, "workflow_url"),
                new Bad("no boundary", "multipart/form-data", script(), ErrorCode.MALFORMED_BODY, "body"),
                new Bad("empty", MULTIPART, "", ErrorCode.MALFORMED_BODY, "body"),
                new Bad("no end", MULTIPART, script().replace("--b--", ""), ErrorCode.MALFORMED_BODY, "body"),
                invalid("part without name", "part 5", part("filename=\"x\"", "")),
                invalid("part without headers", "part 5", "--b\r\n\r\nx\r\n"),
                invalid("broken filename", "part 5", part("name=\"workflow_attachment\"; filename=\"x", "")),
                invalid("unknown field", "color", field("color", "blue")),
                invalid("field twice", "workflow_type", field("workflow_type", "SH")),
                invalid("no filename", "workflow_attachment", field("workflow_attachment", "x")),
                invalid("empty filename", "workflow_attachment", file("", "x")),
                invalid("filename up", "workflow_attachment", file("../x", "x")),
                invalid("same file twice", "workflow_attachment", file("./run.sh", "x")),
                invalid("file and folder", "workflow_attachment", file("run.sh/x", "x")),
                invalid("field not UTF-8", "tags", field("tags", "{\"a\":\"\u00FF\"}")),
                invalid("params no object", "workflow_params", field("workflow_params", "[1]")),
                invalid("params broken", "workflow_params", field("workflow_params", "{\"a\":")),
                invalid("tags nested", "tags", field("tags", "{\"a\":{}}")),
                invalid(
                        "engine parameters nested",
                        "workflow_engine_parameters",
                        field("workflow_engine_parameters", "{\"a\":[]}")),
                invalid("version without engine", "workflow_engine_version", field("workflow_engine_version", "1")),
                invalid("control character", "workflow_engine", field("workflow_engine", "a\u0001b")),
                new Bad(
                        "unknown engine",
                        MULTIPART,
                        script(field("workflow_engine", "warp")),
                        ErrorCode.UNSUPPORTED_WORKFLOW,
                        "workflow_engine"),
                new Bad("too many fields", MULTIPART, script(field("x", "").repeat(13)), ErrorCode.TOO_LARGE, "x"),
                new Bad(
                        "too many files",
                        MULTIPART,
                        script(file("1", ""), file("2", ""), file("3", "")),
                        ErrorCode.TOO_LARGE,
                        "workflow_attachment"),
                new Bad(
                        "file too large",
                        MULTIPART,
                        script(file("big", "x".repeat(1_001))),
                        ErrorCode.TOO_LARGE,
                        "workflow_attachment"),
                new Bad(
                        "name too large",
                        MULTIPART,
                        script(field("workflow_engine", "x".repeat(70_000))),
                        ErrorCode.TOO_LARGE,
                        "workflow_engine"),
                new Bad(
                        "params too large",
                        MULTIPART,
                        script(field("workflow_params", "x".repeat(200_001))),
                        ErrorCode.TOO_LARGE,
                        "workflow_params"),
                new Bad("body too large", MULTIPART, "x".repeat(300_001), ErrorCode.TOO_LARGE, "body"),
                new Bad("JSON array", JSON, "[]", ErrorCode.MALFORMED_BODY, "body"),
                new Bad("JSON empty", JSON, "", ErrorCode.MALFORMED_BODY, "body"),
                new Bad("JSON tail", JSON, "{} x", ErrorCode.MALFORMED_BODY, "body"),
                new Bad("JSON not UTF-8", JSON, "{\"a\":\"\u00FF\"}", ErrorCode.MALFORMED_BODY, "body"),
                new Bad("JSON number", JSON, "{\"workflow_type\":7}", ErrorCode.INVALID_REQUEST, "workflow_type"),
                new Bad("JSON too large", JSON, " ".repeat(200_001), ErrorCode.TOO_LARGE, "body"),
                new Bad("form escape", FORM, "workflow_type=%zz", ErrorCode.INVALID_REQUEST, "workflow_type"),
                new Bad("form not UTF-8", FORM, "tags=%ff", ErrorCode.INVALID_REQUEST, "tags"),
                new Bad(
                        "form attachment",
                        FORM,
                        "workflow_attachment=x",
                        ErrorCode.INVALID_REQUEST,
                        "workflow_attachment"));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void isRefusedByNameAndLeavesNothing(Bad bad) throws IOException {
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> submit(bad.type(), bad.body(), null))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(bad.code());
                    assertThat(refusal.faults())
                            .extracting(WesException.FieldFault::field)
                            .contains(bad.field());
                });
        assertThat(filesLeft()).isEmpty();
        assertThat(store.newestSequence()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.sh", "file:///etc/passwd", "ftp://h/x", "mailto:x", "/run.sh", "../run.sh"})
    void badWorkflowUrls(String url) {
        String body = script().replace("\r\n\r\nrun.sh\r\n", "\r\n\r\n" + url + "\r\n");
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> submit(MULTIPART, body, null))
                .withMessageContaining("workflow_url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:word@h/x.sh?token=1#main",
                "trs://host/%23workflow%2Fgithub.com%2Fo%2Fr/v1",
                "trs://host/#workflow/github.com/o/r/v1#main",
                "trs://not-resolvable.invalid/t/1",
                "drs://host/id",
                "base64:ZWNobyBoaQo=#main",
                "BASE64://ZWNobyBoaQo",
                "base64:not base64"
            })
    void whatIsNotFetchedBeforeTheLaunchIsNotJudgedBeforeIt(String url) throws Exception {
        String body = script().replace("\r\n\r\nrun.sh\r\n", "\r\n\r\n" + url + "\r\n");
        RunId run = submit(MULTIPART, body, null);
        assertThat(stored(run).workflowUrl()).isEqualTo(url);
    }

    @Test
    void everyFaultIsToldAtOnceAndOnceOnly() {
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> submit(
                        MULTIPART,
                        field("workflow_type", "COBOL") + field("workflow_type_version", "\u00FF")
                                + field("workflow_url", "x") + field("tags", "[]") + field("color", "") + "--b--",
                        null))
                .satisfies(refusal -> assertThat(refusal.faults())
                        .extracting(WesException.FieldFault::field)
                        .containsExactlyInAnyOrder("workflow_type_version", "workflow_url", "tags", "color"));
    }

    @Test
    void aClientThatGoesAwayLeavesNothing() throws IOException {
        InputStream broken = new InputStream() {
            private final InputStream start =
                    new ByteArrayInputStream(file("a", "x".repeat(500)).getBytes(StandardCharsets.US_ASCII));

            @Override
            public int read() throws IOException {
                int octet = start.read();
                if (octet < 0) {
                    throw new IOException("connection reset");
                }
                return octet;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = start.read(into, offset, length);
                if (count < 0) {
                    throw new IOException("connection reset");
                }
                return count;
            }
        };
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            try (Intake intake = house.submit().begin(House.ALICE, null)) {
                new ReadMultipart(LIMITS, intake).read(broken, MULTIPART);
            }
        });
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void oneKeyIsOneRun() throws IOException {
        String body = script(file("sub/y", "why"));
        RunId first = submit(MULTIPART, body, "key");
        int files = filesLeft().size();
        // The same parts behind another boundary, as a client sends them that tries again.
        RunId again = submit("multipart/form-data; boundary=other", body.replace("--b", "--other"), "key");
        assertThat(again).isEqualTo(first);
        assertThat(submit(MULTIPART, body, "another-key")).isNotEqualTo(first);
        for (String other : List.of(
                body.replace("why", "who"), body.replace("sub/y", "sub/z"), script(), script(field("tags", "{}")))) {
            assertThatExceptionOfType(WesException.class)
                    .isThrownBy(() -> submit(MULTIPART, other, "key"))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IDEMPOTENCY_CLASH));
        }
        assertThat(filesLeft()).hasSize(2 * files);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "ü"})
    void badKeys(String key) {
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> submit(MULTIPART, script(), key))
                .withMessageContaining("Idempotency-Key");
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> walk = Files.walk(temp)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
