package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.WesterlyServer;

/** A workflow and its inputs come from wherever a client may name them, and what came is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataInTest {

    private static final String TRS = "/ga4gh/trs/v2/tools/";
    private static final String DRS = "/ga4gh/drs/v1/objects/";
    private static final String KEY_PASSWORD = "changeit";
    private static final String TOKEN = "token-of-the-repository";

    /** An engine that shows a script its parameters. */
    private static final String WITH_PARAMS = """
            version: "1"
            engine:
              name: shell-with-params
              version: "1"
              workflowTypes: [SHP]
              workflowTypeVersions:
                SHP: ["1.0"]
              commandTemplate: [/bin/sh, "{workflow_path}", "{workflow_params}"]
              workflowParams:
                style: {method: file, format: json}
              outputs:
                listing: "{workdir}"
            """;

    @TempDir
    static Path temp;

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();
    private HttpServer site;
    private WesterlyServer server;
    private String base;
    private Path flows;

    @BeforeAll
    void start() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            authorizations.put(path, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            try (exchange) {
                byte[] page = pages.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(page.length == 0 ? 404 : 200, page.length == 0 ? -1 : page.length);
                exchange.getResponseBody().write(page);
            }
        });
        site.start();
        base = "http://127.0.0.1:" + site.getAddress().getPort();
        flows = Files.createDirectories(temp.toRealPath().resolve("flows"));
        List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
        Files.writeString(temp.resolve("site-engines/with-params.yaml"), WITH_PARAMS);
        for (String setting : List.of(
                "fetch.allow-private-targets=true",
                "fetch.file-roots=" + flows,
                "fetch.trs.registries=lab=" + base,
                "fetch.drs.servers=lab=" + base,
                "fetch.drs.tokens=lab=" + TOKEN)) {
            options.addAll(List.of("--set", setting));
        }
        server = WesterlyServer.start(temp.resolve("data"), options.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        server.close();
        site.stop(0);
    }

    private JsonNode run(Form form, String state) {
        JsonNode run = server.wes().untilEnd(server.wes().accepted(form));
        assertThat(run.path("state").asText()).as(run.toPrettyString()).isEqualTo(state);
        return run;
    }

    private JsonNode run(String url, String state) {
        return run(Form.of("SH", "1.0", url), state);
    }

    private String output(JsonNode run, String name) {
        return server.wes()
                .get("/runs/" + run.path("run_id").asText() + "/outputs/" + name)
                .text();
    }

    private static String reason(JsonNode run) {
        return run.at("/run_log/system_logs").toString();
    }

    private static void fetched(JsonNode run, String... urlsAndPaths) {
        List<String> told = new ArrayList<>();
        for (JsonNode file : run.path("fetched")) {
            told.add(file.path("url").asText());
            told.add(file.path("path").asText());
            assertThat(file.path("sha256").asText()).matches("[0-9a-f]{64}");
            assertThat(file.path("size").asLong()).isPositive();
        }
        assertThat(told).containsExactly(urlsAndPaths);
    }

    /** A tool whose script reads another file of its own. */
    private void tool(String tool) {
        pages.put(TRS + tool + "/files", """
                [{"path": "run.sh", "file_type": "PRIMARY_DESCRIPTOR"},
                 {"path": "lib/words.sh", "file_type": "SECONDARY_DESCRIPTOR"},
                 {"path": "test.json", "file_type": "TEST_FILE"}]""");
        pages.put(TRS + tool + "/descriptor", "{\"content\": \". ./lib/words.sh; echo $WORDS > out.txt\"}");
        pages.put(TRS + tool + "/descriptor/lib%2Fwords.sh", "{\"content\": \"WORDS='by trs'\"}");
    }

    @Test
    void theServiceSaysWhatItAccepts() {
        JsonNode protocols = server.wes().get("/service-info").json().path("supported_filesystem_protocols");
        assertThat(protocols)
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("http", "https", "file", "trs", "drs", "base64");
    }

    @Test
    void byHttp() {
        pages.put("/wf/run.sh?key=secret", "echo by http > out.txt");
        JsonNode run = run(base + "/wf/run.sh?key=secret", "COMPLETE");
        assertThat(output(run, "out.txt")).isEqualTo("by http\n");
        fetched(run, base + "/wf/run.sh", "work/run.sh");
    }

    @Test
    void inItsOwnUrl() {
        String data = Base64.getEncoder().encodeToString("echo by base64 > out.txt".getBytes(StandardCharsets.UTF_8));
        JsonNode run = run("base64:" + data, "COMPLETE");
        assertThat(output(run, "out.txt")).isEqualTo("by base64\n");
        assertThat(run.at("/request/workflow_url").asText()).isEqualTo("base64:" + data);
        fetched(run, "base64:", "work/workflow");
    }

    @Test
    void byTheRegistrysName() {
        tool("%23workflow%2Fgithub.com%2Fo%2Fr/versions/1.0/SH");
        JsonNode run = run("trs://lab/%23workflow%2Fgithub.com%2Fo%2Fr/1.0", "COMPLETE");
        assertThat(output(run, "out.txt")).isEqualTo("by trs\n");
        String tool = base + TRS + "%23workflow%2Fgithub.com%2Fo%2Fr/versions/1.0/SH/descriptor";
        fetched(run, tool, "work/run.sh", tool + "/lib%2Fwords.sh", "work/lib/words.sh");
    }

    @Test
    void byTheRegistrysAddress() {
        tool("t/versions/2/SH");
        JsonNode run = run(base + TRS + "t/versions/2/PLAIN_SH/descriptor", "COMPLETE");
        assertThat(output(run, "out.txt")).isEqualTo("by trs\n");
        assertThat(run.path("fetched")).hasSize(2);
    }

    @Test
    void fromThisMachine() throws Exception {
        Files.writeString(flows.resolve("words.txt"), "by file");
        Path script = Files.writeString(flows.resolve("run.sh"), "cat \"$(dirname \"$0\")/words.txt\" > out.txt");
        JsonNode run = run(script.toUri().toString(), "COMPLETE");
        assertThat(output(run, "out.txt")).isEqualTo("by file");
        fetched(run, script.toUri().toString(), "");
        assertThat(flows)
                .as("nothing is written there")
                .isDirectoryNotContaining(file -> !file.equals(script) && !file.endsWith("words.txt"));

        Path outside = Files.writeString(temp.toRealPath().resolve("outside.sh"), "echo no");
        assertThat(reason(run(outside.toUri().toString(), "SYSTEM_ERROR"))).contains("fetch.file-roots");
    }

    @Test
    void inputsFromARepository() throws Exception {
        pages.put("/bytes/of/it", "the bytes");
        pages.put(DRS + "a%2Fb", """
                {"id": "a/b", "name": "reads.txt", "size": 9,
                 "checksums": [{"type": "sha-256",
                                "checksum": "%s"}],
                 "access_methods": [{"type": "https", "access_id": "web"}]}""".formatted(sha256("the bytes")));
        pages.put(DRS + "a%2Fb/access/web", "{\"url\": \"" + base + "/bytes/of/it\", \"headers\": [\"X-Any: thing\"]}");
        Form form = Form.of("SHP", "1.0", "run.sh")
                .field("workflow_params", "{\"n\": 1.50, \"in\": \"drs://lab/a%2Fb\", \"big\": 1e400}")
                .attach("run.sh", """
                        cp "$1" params.json
                        cp "$(sed 's/.*"in": "\\([^"]*\\)".*/\\1/' "$1")" copied.txt
                        """);
        JsonNode run = run(form, "COMPLETE");

        assertThat(output(run, "copied.txt")).isEqualTo("the bytes");
        assertThat(output(run, "params.json"))
                .startsWith("{\"n\": 1.50, \"in\": \"/")
                .endsWith("/inputs/1/reads.txt\", \"big\": 1e400}");
        fetched(run, "drs://lab/a%2Fb", "inputs/1/reads.txt");
        assertThat(run.at("/request/workflow_params/in").asText())
                .as("the echo is what was sent")
                .isEqualTo("drs://lab/a%2Fb");
        assertThat(authorizations.get(DRS + "a%2Fb")).isEqualTo("Bearer " + TOKEN);
        assertThat(run.toString()).doesNotContain(TOKEN);
    }

    private static String sha256(String text) throws java.security.NoSuchAlgorithmException {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatCannotBeHadIsTheServersAffair() {
        assertThat(reason(run(base + "/gone.sh", "SYSTEM_ERROR")))
                .contains("404")
                .contains(base + "/gone.sh");
        assertThat(reason(run("trs://lab/gone/1", "SYSTEM_ERROR")))
                .contains("404")
                .contains(base + TRS + "gone");
        assertThat(reason(run("trs://no-such-registry.invalid/t/1", "SYSTEM_ERROR")))
                .contains("no-such-registry.invalid");
        Form form = ShellEngine.script("true").field("workflow_params", "{\"i\": \"drs://lab/gone\"}");
        assertThat(reason(run(form, "SYSTEM_ERROR"))).contains("404").contains(base + DRS + "gone");
        Form compact = ShellEngine.script("true").field("workflow_params", "{\"i\": \"drs://dg.4503:abc\"}");
        assertThat(reason(run(compact, "SYSTEM_ERROR"))).contains("compact identifier");
    }

    @Test
    void whatIsNoDocumentIsTheWorkflowsFault() {
        assertThat(reason(run("base64:not base64", "EXECUTOR_ERROR"))).contains("base64");
        pages.put(TRS + "bad/versions/1/SH/files", "<html>please log in</html>");
        assertThat(reason(run("trs://lab/bad/1", "EXECUTOR_ERROR"))).contains(base + TRS + "bad");
    }

    @Test
    void byHttpsFromWhomTheMachineTrustsAndNobodyElse() throws Exception {
        Path keys = temp.resolve("keys.p12");
        HttpsServer safe = safeSite(keys);
        String url = "https://localhost:" + safe.getAddress().getPort();
        try {
            assertThat(reason(run(url + "/run.sh", "SYSTEM_ERROR")))
                    .contains(url + "/run.sh")
                    .contains("TLS");
            List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
            options.addAll(List.of("--set", "fetch.allow-private-targets=true"));
            List<String> trust =
                    List.of("-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + KEY_PASSWORD);
            try (WesterlyServer trusting =
                    WesterlyServer.start(temp.resolve("trusting"), trust, options.toArray(String[]::new))) {
                JsonNode run = trusting.wes().untilEnd(trusting.wes().accepted(Form.of("SH", "1.0", url + "/run.sh")));
                assertThat(run.path("state").asText()).as(run.toPrettyString()).isEqualTo("COMPLETE");
                run = trusting.wes().untilEnd(trusting.wes().accepted(Form.of("SH", "1.0", url + "/down")));
                assertThat(reason(run)).contains("redirects from https to http");
                String otherName = url.replace("localhost", "127.0.0.1") + "/run.sh";
                run = trusting.wes().untilEnd(trusting.wes().accepted(Form.of("SH", "1.0", otherName)));
                assertThat(reason(run)).as("a certificate is for its host").contains("TLS");
            }
        } finally {
            safe.stop(0);
        }
    }

    /** A site by https with a certificate of its own for {@code localhost}, made by the JDK's tool. */
    private HttpsServer safeSite(Path keys) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "site",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        KEY_PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(keys.toFile(), KEY_PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, KEY_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer safe = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        safe.setHttpsConfigurator(new HttpsConfigurator(context));
        safe.createContext("/", exchange -> {
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals("/down")) {
                    exchange.getResponseHeaders().set("Location", base + "/wf/run.sh");
                    exchange.sendResponseHeaders(302, -1);
                } else {
                    byte[] script = "true".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, script.length);
                    exchange.getResponseBody().write(script);
                }
            }
        });
        safe.start();
        return safe;
    }

    @Test
    void privateTargetsAreForTheOperatorToAllow() throws IOException {
        pages.put("/private.sh", "echo no");
        try (WesterlyServer closed = WesterlyServer.start(temp.resolve("closed"), ShellEngine.option(temp))) {
            JsonNode run = closed.wes().untilEnd(closed.wes().accepted(Form.of("SH", "1.0", base + "/private.sh")));
            assertThat(run.path("state").asText()).isEqualTo("SYSTEM_ERROR");
            assertThat(reason(run)).contains("fetch.allow-private-targets");
            assertThat(run.has("fetched")).isFalse();
            assertThat(closed.wes().get("/service-info").json().path("supported_filesystem_protocols"))
                    .extracting(JsonNode::asText)
                    .as("no folder is open")
                    .containsExactly("http", "https", "trs", "drs", "base64");
        }
        assertThat(authorizations).doesNotContainKey("/private.sh");
    }
}
