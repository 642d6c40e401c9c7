package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.westerly.acceptance.testkit.OnShellServer;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes.Answer;
import org.westerly.acceptance.testkit.WesterlyServer;

/** The files that runs leave: listed, fetched one by one, and as a zip. */
class OutputsTest extends OnShellServer {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private List<JsonNode> files(String id, String query) {
        List<JsonNode> files = new ArrayList<>();
        String token = "";
        do {
            Answer page = wes.get("/runs/" + id + "/outputs?" + query + "&page_token=" + token);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json().path("outputs").forEach(files::add);
            token = page.json().path("next_page_token").asText();
        } while (!token.isEmpty());
        return files;
    }

    private static Map<String, String> unzipped(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void everyListedFileCanBeFetchedByItsUrl() throws Exception {
        String id = finished("""
                echo said
                mkdir sub
                printf abc > plain.txt
                printf abc > 'sub/a b;c%20.txt'
                printf abc > "$(printf 'new\\nline')"
                printf abc > "$(printf '\\303\\274.vcf')"
                printf abc > "$(printf '\\377\\376.bin')"
                printf abc > report.html
                ln -s plain.txt link.txt
                ln -s /etc/passwd passwd
                ln -s / root
                mkfifo pipe
                """);
        List<JsonNode> files = files(id, "page_size=2");
        assertThat(files)
                .extracting(
                        file -> file.path("kind").asText(),
                        file -> file.path("path").asText())
                .contains(
                        org.assertj.core.groups.Tuple.tuple("output", "plain.txt"),
                        org.assertj.core.groups.Tuple.tuple("output", "link.txt"),
                        org.assertj.core.groups.Tuple.tuple("output", "sub/a b;c%20.txt"),
                        org.assertj.core.groups.Tuple.tuple("output", "new\nline"),
                        org.assertj.core.groups.Tuple.tuple("output", "\u00fc.vcf"),
                        org.assertj.core.groups.Tuple.tuple("report", "report.html"),
                        org.assertj.core.groups.Tuple.tuple("log", "stdout"))
                .noneMatch(tuple -> tuple.toString().matches("(?s).*(passwd|pipe|run\\.sh).*"));
        assertThat(files).extracting(file -> file.path("kind").asText()).isSortedAccordingTo((a, b) -> {
            List<String> order = List.of("output", "report", "log", "intermediate");
            return Integer.compare(order.indexOf(a), order.indexOf(b));
        });
        for (JsonNode file : files) {
            Answer answer = wes.get(file.path("url").asText());
            assertThat(answer.status()).as(file.toString()).isEqualTo(200);
            assertThat(answer.response().body()).hasSize(file.path("size").asInt());
            assertThat(answer.header("Content-Type"))
                    .isEqualTo(file.path("media_type").asText());
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(files(id, "kind=report&kind=log"))
                .extracting(file -> file.path("path").asText())
                .containsExactly("report.html", "stdout", "stderr");
    }

    /** On a server of its own, since sums wait for those of the runs before: here, of gigabytes. */
    @Test
    void checksumsComeByAndBy() throws Exception {
        try (WesterlyServer quiet =
                WesterlyServer.start(temp.resolve("summed"), ShellEngine.option(temp.resolve("summed-engine")))) {
            String id = quiet.wes().accepted(ShellEngine.script("printf abc > a.txt\n"));
            quiet.wes().untilEnd(id);
            String outputs = "/runs/" + id + "/outputs?kind=output";
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            quiet.wes().get(outputs).json().at("/outputs/0").has("checksums"));
            JsonNode sum = quiet.wes().get(outputs).json().at("/outputs/0/checksums/0");
            assertThat(sum.path("type").asText()).isEqualTo("sha-256");
            assertThat(sum.path("checksum").asText()).isEqualTo(OF_ABC);
        }
    }

    @Test
    void whatWasNotSummedWhenTheServerWasKilledIsSummedByTheNext() throws Exception {
        Path data = temp.resolve("killed");
        List<String> runs = new ArrayList<>();
        try (WesterlyServer first = WesterlyServer.start(data, ShellEngine.option(temp.resolve("killed-engine")))) {
            for (int n = 0; n < 3; n++) {
                String id = first.wes()
                        .accepted(ShellEngine.script("for i in 1 2 3 4; do head -c 30000000 /dev/zero > $i; done\n"));
                runs.add(id);
            }
            runs.forEach(first.wes()::untilEnd);
            first.kill();
        }
        try (WesterlyServer second = WesterlyServer.start(data, ShellEngine.option(temp.resolve("killed-engine")))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> runs.stream().allMatch(id -> {
                        JsonNode files = second.wes()
                                .get("/runs/" + id + "/outputs?kind=output")
                                .json()
                                .path("outputs");
                        return files.size() == 4
                                && files.findValues("checksums").size() == 4;
                    }));
        }
    }

    @Test
    void badQueriesAreRefused() {
        String id = finished("printf abc > a.txt\n");
        assertThat(wes.get("/runs/" + id + "/outputs?kind=secret").status()).isEqualTo(400);
        assertThat(wes.get("/runs/" + id + "/outputs?kind=secret").text())
                .contains("kind")
                .contains("intermediate");
        assertThat(wes.get("/runs/" + id + "/outputs?page_size=0").status()).isEqualTo(400);
        assertThat(wes.get("/runs/" + id + "/outputs?page_token=abc").status()).isEqualTo(400);
        assertThat(wes.get("/runs/" + id + "/outputs?download=tar").status()).isEqualTo(400);
        assertThat(wes.get("/runs/01234567-89ab-7cde-8f01-23456789abcd/outputs").status())
                .isEqualTo(404);
        assertThat(wes.get("/runs/01234567-89ab-7cde-8f01-23456789abcd/outputs?download=zip")
                        .status())
                .isEqualTo(404);
        assertThat(wes.get("/runs/" + id + "/outputs/a.txt?download=zip").status())
                .isEqualTo(404);
        assertThat(wes.get("/runs/" + id + "/outputs/%2e%2e/engine/params.json").status())
                .isEqualTo(404);
        assertThat(wes.get("/runs/" + id + "/outputs/..%2Fengine%2Fparams.json").status())
                .isEqualTo(404);
        assertThat(wes.get("/runs/" + id + "/outputs/engine%2Fparams.json?kind=intermediate")
                        .status())
                .isEqualTo(404);
        assertThat(wes.get("/runs/" + id + "/outputs/engine?kind=intermediate&download=zip")
                        .status())
                .isEqualTo(404);
        assertThat(wes.get("/runs/" + id + "/outputs/a%00").status()).isEqualTo(400);
        assertThat(wes.call("POST", "/runs/" + id + "/outputs", new byte[0]).status())
                .isEqualTo(405);
    }

    @Test
    void browsersShowWhatWorkflowsMadeAndLetItDoNothingHere() {
        String id = finished("""
                printf '<script>1</script>' > r.html
                printf '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' > p.svg
                printf x > a.bam
                printf x > t.tsv
                """);
        Answer page = wes.get("/runs/" + id + "/outputs/r.html");
        assertThat(page.header("Content-Disposition")).startsWith("inline");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("sandbox allow-scripts")
                .doesNotContain("allow-same-origin");
        Answer picture = wes.get("/runs/" + id + "/outputs/p.svg");
        assertThat(picture.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(picture.header("Content-Disposition")).startsWith("inline");
        assertThat(picture.header("Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
        assertThat(wes.get("/runs/" + id + "/outputs/a.bam").header("Content-Disposition"))
                .startsWith("attachment");
        assertThat(wes.get("/runs/" + id + "/outputs/t.tsv").header("Content-Type"))
                .isEqualTo("text/tab-separated-values; charset=utf-8");
    }

    @Test
    void aZipOfARunAndOfAFolder() throws Exception {
        String id = finished("""
                echo said
                mkdir -p sub/deep
                printf abc > sub/deep/a.txt
                printf def > sub/b.gz
                printf top > top.txt
                touch -d 2020-02-02T02:02:03Z sub/b.gz
                """);
        Answer whole = wes.get("/runs/" + id + "/outputs?download=zip");
        assertThat(whole.header("Content-Type")).isEqualTo("application/zip");
        assertThat(whole.header("Content-Disposition")).contains(id + ".zip");
        assertThat(unzipped(whole.response().body()))
                .containsExactly(
                        Map.entry("outputs/sub/b.gz", "def"),
                        Map.entry("outputs/sub/deep/a.txt", "abc"),
                        Map.entry("outputs/top.txt", "top"),
                        Map.entry("logs/stdout", "said\n"),
                        Map.entry("logs/stderr", ""));
        assertThat(wes.get("/runs/" + id + "/outputs?download=zip").response().body())
                .isEqualTo(whole.response().body());
        Answer folder = wes.get("/runs/" + id + "/outputs/sub?download=zip");
        assertThat(folder.header("Content-Disposition")).contains("sub.zip");
        assertThat(unzipped(folder.response().body())).containsOnlyKeys("sub/b.gz", "sub/deep/a.txt");
        Path file = Files.write(temp.resolve(id + ".zip"), folder.response().body());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getEntry("sub/b.gz").getLastModifiedTime().toInstant())
                    .isEqualTo(Instant.parse("2020-02-02T02:02:03Z"));
        }
        assertThat(wes.call("HEAD", "/runs/" + id + "/outputs?download=zip", new byte[0])
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aZipOfAFileThatGrowsIsBrokenOff() throws Exception {
        Path go = temp.resolve("stop-growing");
        // Longer than what is sent before the first byte is on its way; stored as it is by its name, which is quick.
        String id = wes.accepted(ShellEngine.script("head -c 200000000 /dev/zero > big.gz\ntouch ready\n"
                + "until [ -e " + go + " ]; do echo more >> big.gz; sleep 0.01; done\n"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> wes.get("/runs/" + id + "/outputs/ready").status() == 200);
        try {
            assertThatThrownBy(() -> {
                        Answer whole = wes.get("/runs/" + id + "/outputs?download=zip&kind=output");
                        throw new AssertionError("answered " + whole.status() + " with "
                                + whole.response().body().length + " bytes");
                    })
                    .isInstanceOf(UncheckedIOException.class);
        } finally {
            Files.createFile(go);
        }
        wes.untilEnd(id);
        assertThat(wes.get("/runs/" + id + "/outputs?download=zip&kind=output").status())
                .isEqualTo(200);
    }

    @Test
    void aClientThatGoesAwayIsLetGo() throws Exception {
        // Not over yet: its checksum would hold the file open as well.
        Path go = temp.resolve("stop");
        String id = wes.accepted(ShellEngine.script(
                "truncate -s 3G let-go\ntouch ready\nuntil [ -e " + go + " ]; do sleep 0.05; done\n"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> wes.get("/runs/" + id + "/outputs/ready").status() == 200);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(wes.base() + "/runs/" + id + "/outputs?download=zip"))
                    .build();
            try (InputStream body =
                    client.send(request, BodyHandlers.ofInputStream()).body()) {
                assertThat(body.readNBytes(1_000)).hasSize(1_000);
            }
            client.shutdownNow();
        }
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> !isOpen("let-go"));
        Files.createFile(go);
        wes.untilEnd(id);
    }

    /** Does the server hold a file of this name open? */
    private boolean isOpen(String name) throws IOException {
        try (var open = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            return open.anyMatch(fd -> {
                try {
                    return Files.readSymbolicLink(fd).endsWith(name);
                } catch (IOException closed) {
                    return false;
                }
            });
        }
    }

    @Test
    void aZipPast4GigabytesAndManyFiles() throws Exception {
        String id = finished("truncate -s 4400M big\nmkdir many\ncd many\nseq 1 70000 | xargs touch\n");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(wes.base() + "/runs/" + id + "/outputs?download=zip&kind=output"))
                .build();
        Path zip = temp.resolve("big.zip");
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofFile(zip)).statusCode())
                    .isEqualTo(200);
        }
        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.size()).isEqualTo(70_001);
            ZipEntry big = read.getEntry("outputs/big");
            assertThat(big.getSize()).isEqualTo(4400L << 20);
            try (InputStream content = read.getInputStream(big)) {
                content.skipNBytes((4400L << 20) - 1);
                assertThat(content.read()).isZero();
                assertThat(content.read()).isEqualTo(-1);
            }
        } finally {
            Files.delete(zip);
        }
        assertThat(files(id, "kind=output&page_size=1000")).hasSize(70_001);
    }
}
