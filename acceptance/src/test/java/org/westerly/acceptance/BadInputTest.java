package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.OnShellServer;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;

/** What must be refused is refused with an error that names the field, and leaves nothing behind. */
class BadInputTest extends OnShellServer {

    private static final String MULTIPART = "multipart/form-data; boundary=b";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** One bad request: what is wrong, its body, the status that it earns, and the word that the answer must hold. */
    record Bad(String what, String contentType, String body, int status, String names) {
        static Bad form(String what, Form form, int status, String names) {
            return new Bad(what, form.contentType(), new String(form.bytes(), StandardCharsets.UTF_8), status, names);
        }

        static Bad text(String what, String contentType, String body, int status, String names) {
            return new Bad(what, contentType, body, status, names);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static Form script() {
        return ShellEngine.script("true");
    }

    private static Bad attachment(String name) {
        String quoted = name.replace("\\", "\\\\").replace("\"", "\\\"");
        return Bad.form("attachment '" + name + "'", script().attach(quoted, "x"), 400, "workflow_attachment");
    }

    static Stream<Bad> attachments() {
        return Stream.of(
                        "../up",
                        "a/../../up",
                        "a/..",
                        "%2e%2e/up",
                        "a/%2E%2e/up",
                        "..%2fup",
                        "..\\up",
                        "a\\..\\up",
                        "/etc/passwd",
                        "\\\\host\\share",
                        "C:\\x",
                        "C:x",
                        "c:/x",
                        "nul\0byte",
                        "tab\tname",
                        "line\u0085feed",
                        "",
                        "a//b",
                        "a/",
                        "./",
                        ".",
                        "run.sh",
                        "./run.sh",
                        "run.sh/below",
                        "x".repeat(256),
                        "ü".repeat(128))
                .map(BadInputTest::attachment);
    }

    static Stream<Bad> fields() {
        return Stream.of(
                Bad.form("no fields", new Form(), 400, "workflow_url"),
                Bad.form("no type", new Form().field("workflow_url", "x"), 400, "workflow_type"),
                Bad.form("unknown type", Form.of("COBOL", "1", "run.sh").attach("run.sh", ""), 400, "workflow_type"),
                Bad.form(
                        "unknown type version",
                        Form.of("SH", "9.9", "run.sh").attach("run.sh", ""),
                        400,
                        "workflow_type_version"),
                Bad.form("unknown engine", script().field("workflow_engine", "warp"), 400, "workflow_engine"),
                Bad.form(
                        "engine version without engine",
                        script().field("workflow_engine_version", "1"),
                        400,
                        "workflow_engine_version"),
                Bad.form(
                        "unknown engine version",
                        script().field("workflow_engine", "shell").field("workflow_engine_version", "7"),
                        400,
                        "workflow_engine_version"),
                Bad.form("unknown field", script().field("workflow_color", "blue"), 400, "workflow_color"),
                Bad.form("a field twice", script().field("workflow_type", "SH"), 400, "workflow_type"),
                Bad.form("relative URL of nothing", Form.of("SH", "1.0", "other.sh"), 400, "workflow_url"),
                Bad.form("file URL", Form.of("SH", "1.0", "file:///etc/passwd"), 400, "workflow_url"),
                Bad.form("unknown scheme", Form.of("SH", "1.0", "gopher://host/x"), 400, "workflow_url"),
                Bad.form("params array", script().field("workflow_params", "[1]"), 400, "workflow_params"),
                Bad.form("params broken", script().field("workflow_params", "{\"a\":"), 400, "workflow_params"),
                Bad.form("params with a tail", script().field("workflow_params", "{} {}"), 400, "workflow_params"),
                Bad.form(
                        "params with a key twice",
                        script().field("workflow_params", "{\"a\":1,\"a\":2}"),
                        400,
                        "workflow_params"),
                Bad.form("tags list", script().field("tags", "[\"a\"]"), 400, "tags"),
                Bad.form("tags nested", script().field("tags", "{\"a\": {\"b\": 1}}"), 400, "tags"),
                Bad.form(
                        "engine parameters nested",
                        script().field("workflow_engine_parameters", "{\"a\": [1]}"),
                        400,
                        "workflow_engine_parameters"),
                Bad.form(
                        "huge field", script().field("workflow_engine", "x".repeat(2_000_000)), 413, "workflow_engine"),
                Bad.form("deep tags", script().field("tags", "[".repeat(5000)), 400, "tags"));
    }

    static Stream<Bad> bodies() {
        return Stream.of(
                Bad.text("multipart without boundary", "multipart/form-data", "--b--", 400, "boundary"),
                Bad.text("multipart of nothing", MULTIPART, "", 400, "multipart"),
                Bad.text("multipart of garbage", MULTIPART, "garbage", 400, "multipart"),
                Bad.text(
                        "part without name",
                        MULTIPART,
                        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
                        400,
                        "name"),
                Bad.text("part without headers", MULTIPART, "--b\r\n\r\nx\r\n--b--\r\n", 400, "part"),
                Bad.text(
                        "no end",
                        MULTIPART,
                        "--b\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n{}\r\n",
                        400,
                        "multipart"),
                Bad.text("JSON broken", JSON, "{\"workflow_type\":", 400, "JSON"),
                Bad.text("JSON array", JSON, "[]", 400, "JSON"),
                Bad.text("JSON of nothing", JSON, "", 400, "JSON"),
                Bad.text("JSON with a tail", JSON, "{} x", 400, "JSON"),
                Bad.text("JSON with a key twice", JSON, "{\"tags\": {}, \"tags\": {}}", 400, "tags"),
                Bad.text("JSON number for text", JSON, "{\"workflow_type\": 7}", 400, "workflow_type"),
                Bad.text("JSON params as list", JSON, "{\"workflow_params\": [1]}", 400, "workflow_params"),
                Bad.text("form with a bad escape", FORM, "workflow_type=%zz", 400, "workflow_type"),
                Bad.text("form that is not UTF-8", FORM, "workflow_type=%ff", 400, "workflow_type"),
                Bad.text("no such type of body", "text/yaml", "a: b", 415, "text/yaml"));
    }

    @ParameterizedTest
    @MethodSource({"attachments", "fields", "bodies"})
    void isRefusedByName(Bad bad) {
        Wes.Answer answer = wes.call(
                "POST", "/runs", bad.body().getBytes(StandardCharsets.UTF_8), "Content-Type", bad.contentType());
        assertThat(answer.status()).as(answer.text()).isEqualTo(bad.status());
        JsonNode error = answer.json();
        assertThat(error.path("status_code").asInt()).isEqualTo(bad.status());
        assertThat(error.toString()).contains(bad.names()).doesNotContain(temp.toString());
    }

    @Test
    void everyFaultIsToldAtOnce() {
        Form form = Form.of("COBOL", "1", "gopher://x")
                .field("tags", "[]")
                .field("workflow_params", "no")
                .field("color", "blue")
                .attach("../up", "x");
        List<String> fields = wes.submit(form).json().path("errors").findValuesAsText("field");
        assertThat(fields)
                .contains("workflow_type", "workflow_url", "tags", "workflow_params", "color", "workflow_attachment");
    }

    @Test
    void leavesNothingBehind() throws IOException {
        Form form = script().attach("../up", "x").attach("big", "y".repeat(100_000));
        assertThat(wes.submit(form).status()).isEqualTo(400);
        for (String folder : List.of("uploads", "runs")) {
            try (Stream<Path> left = Files.walk(temp.resolve("data").resolve(folder))) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        }
        assertThat(wes.get("/runs").json().path("runs")).isEmpty();
    }

    @Test
    void badQueriesAreRefused() {
        for (String query : List.of(
                "page_size=0",
                "page_size=-1",
                "page_size=ten",
                "page_size=99999999999999999999",
                "page_token=x",
                "state=DONE",
                "include_deleted=maybe",
                "include_total=maybe",
                "since=noon",
                "until=2026-13-01",
                "sort=colour",
                "q=%2B",
                "engine=a&engine=b")) {
            Wes.Answer answer = wes.get("/runs?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().path("msg").asText()).contains(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void anotherHostIsMisdirected() throws IOException {
        assertThat(raw("GET /service-info HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("\"status_code\":421");
    }

    @Test
    void badEscapesAreRefused() throws IOException {
        for (String target : List.of("/runs?page_token=%zz", "/runs/%zz", "/runs/%00")) {
            assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"status_code\":400");
        }
    }

    /** Sends bytes as they are, which the JDK's client does not. */
    private String raw(String request) throws IOException {
        int port = URI.create(server.address()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
