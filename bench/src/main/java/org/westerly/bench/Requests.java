package org.westerly.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests as the bytes that go over the wire. */
final class Requests {

    private static final String BASE = "/ga4gh/wes/v1";
    private static final String BOUNDARY = "westerly-bench";
    private static final String SCRIPT = "run.sh";

    private Requests() {}

    static byte[] get(String path) {
        return ("GET " + BASE + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] status(String runId) {
        return get("/runs/" + runId + "/status");
    }

    static byte[] cancel(String runId) {
        return ("POST " + BASE + "/runs/" + runId + "/cancel HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A submission without a file, of the members a client usually sends. */
    static byte[] submitJson(String type) {
        return post("application/json", """
                {"workflow_type": "%s", "workflow_type_version": "1.0",
                 "workflow_url": "https://example.org/workflows/align.sh",
                 "workflow_params": {"reads": "https://example.org/data/reads.fastq", "threads": 4},
                 "tags": {"project": "bench", "sample": "s1"}}
                """.formatted(type).getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a file, the workflow itself. */
    static byte[] submitScript(String type, String script) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("workflow_type", type);
        fields.put("workflow_type_version", "1.0");
        fields.put("workflow_url", SCRIPT);
        fields.put("workflow_params", "{\"reads\": \"https://example.org/data/reads.fastq\", \"threads\": 4}");
        fields.put("tags", "{\"project\": \"bench\", \"sample\": \"s1\"}");
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(part("name=\"" + name + "\"", value)));
        form.append(part("name=\"workflow_attachment\"; filename=\"" + SCRIPT + "\"", script));
        form.append("--" + BOUNDARY + "--\r\n");
        return post("multipart/form-data; boundary=" + BOUNDARY, form.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static byte[] post(String contentType, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + BASE + "/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
