package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.WesterlyServer;

/** Sizes far beyond the heap pass through, because nothing of them is kept in it. */
class LargeDataTest {

    private static final long TWO_GIB = 2L << 30;

    @TempDir
    Path temp;

    @Test
    void anEngineThatWrites100MegabytesBlocksNothing() throws Exception {
        try (WesterlyServer server =
                WesterlyServer.start(temp.resolve("data"), List.of("-Xmx96m"), ShellEngine.option(temp))) {
            String run = server.wes().accepted(ShellEngine.script("head -c 100000000 /dev/zero | tr '\\0' x"));
            server.wes().untilState(run, "COMPLETE");
            var head = server.wes().call("HEAD", "/runs/" + run + "/stdout", new byte[0]);
            assertThat(head.header("Content-Length")).isEqualTo("100000000");
            var tail = server.wes().get("/runs/" + run + "/stdout", "Range", "bytes=-5");
            assertThat(tail.status()).isEqualTo(206);
            assertThat(tail.text()).isEqualTo("xxxxx");
            assertThat(tail.header("Content-Range")).isEqualTo("bytes 99999995-99999999/100000000");
        }
    }

    @Test
    void anAttachmentOf2GiBIsAcceptedWithAHeapOf256MiB() throws Exception {
        try (WesterlyServer server =
                WesterlyServer.start(temp.resolve("data"), List.of("-Xmx256m"), ShellEngine.option(temp))) {
            String boundary = "border";
            String head = field(boundary, "workflow_type", "SH")
                    + field(boundary, "workflow_type_version", "1.0")
                    + field(boundary, "workflow_url", "run.sh")
                    + attachment(boundary, "run.sh") + "wc -c < data/big.bin\r\n"
                    + attachment(boundary, "data/big.bin");
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/ga4gh/wes/v1/runs"))
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(
                            List.of(text(head), new Zeros(TWO_GIB), text("\r\n--" + boundary + "--\r\n"))))))
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                var answer = http.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                String run = answer.body().replaceAll(".*\"run_id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
                server.wes().untilState(run, "COMPLETE");
                assertThat(server.wes().get("/runs/" + run + "/stdout").text().strip())
                        .isEqualTo(Long.toString(TWO_GIB));
            }
        }
    }

    private static String field(String boundary, String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String attachment(String boundary, String name) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"workflow_attachment\"; filename=\"" + name
                + "\"\r\n\r\n";
    }

    private static InputStream text(String text) {
        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** So many zero bytes, made as they are read. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
