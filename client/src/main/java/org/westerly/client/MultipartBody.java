package org.westerly.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.westerly.client.WesterlyException.Kind;

/** A submission as {@code multipart/form-data} (RFC 7578); files are read while they are sent. */
final class MultipartBody {

    private final String boundary = "westerly-" + UUID.randomUUID();
    private final List<BodyPublisher> parts = new ArrayList<>();

    private MultipartBody() {}

    static MultipartBody of(Submission submission) {
        MultipartBody body = new MultipartBody();
        Submission.Workflow workflow = submission.workflow();
        body.field("workflow_type", workflow.type());
        body.field("workflow_type_version", workflow.typeVersion());
        body.field("workflow_url", workflow.url());
        if (!submission.params().isEmpty()) {
            body.field("workflow_params", submission.params());
        }
        if (!submission.tags().isEmpty()) {
            body.field("tags", Json.text(submission.tags()));
        }
        Submission.EngineChoice engine = submission.engine();
        if (engine.name() != null) {
            body.field("workflow_engine", engine.name());
        }
        if (engine.version() != null) {
            body.field("workflow_engine_version", engine.version());
        }
        if (!engine.parameters().isEmpty()) {
            body.field("workflow_engine_parameters", Json.text(engine.parameters()));
        }
        submission.attachments().forEach(body::file);
        body.text("--" + body.boundary + "--\r\n");
        return body;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Sends the same bytes each time it is used, as long as the files stay as they are. */
    BodyPublisher publisher() {
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private void field(String name, String value) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    private void file(Attachment attachment) {
        String name = attachment.name();
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the attachment name has control characters: " + name);
        }
        String quoted = name.replace("\\", "\\\\").replace("\"", "\\\"");
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"workflow_attachment\"; filename=\"" + quoted
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        try {
            parts.add(BodyPublishers.ofFile(attachment.file()));
        } catch (FileNotFoundException e) {
            throw WesterlyException.of(
                    Kind.LOCAL_FILE, "cannot read " + attachment.file() + ", attached as " + name, e);
        }
        text("\r\n");
    }

    private void text(String text) {
        parts.add(BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8)));
    }
}
