package org.westerly.acceptance.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A submission as {@code multipart/form-data} (RFC 7578), built byte by byte so that tests can also build it wrong. */
public final class Form {

    private final String boundary = "b" + UUID.randomUUID();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A form with the required fields of a workflow of {@code type}. */
    public static Form of(String type, String version, String url) {
        return new Form()
                .field("workflow_type", type)
                .field("workflow_type_version", version)
                .field("workflow_url", url);
    }

    public Form field(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
    }

    public Form attach(String name, String content) {
        return part(
                "Content-Disposition: form-data; name=\"workflow_attachment\"; filename=\"" + name + "\"\r\n"
                        + "Content-Type: application/octet-stream",
                content);
    }

    /** A part with these header lines, right or wrong. */
    public Form part(String headers, String content) {
        bytes.writeBytes(
                ("--" + boundary + "\r\n" + headers + "\r\n\r\n" + content + "\r\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    public byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }
}
