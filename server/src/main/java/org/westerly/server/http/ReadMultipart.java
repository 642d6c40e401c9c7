package org.westerly.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.westerly.server.service.Intake;

/** A submission as {@code multipart/form-data}. Attachments go to the disk as they come. */
final class ReadMultipart {

    private static final String ATTACHMENT = "workflow_attachment";

    private final BodyLimits limits;
    private final Intake intake;
    private int fields;
    private int files;

    ReadMultipart(BodyLimits limits, Intake intake) {
        this.limits = limits;
        this.intake = intake;
    }

    void read(InputStream body, String contentType) throws IOException {
        MultipartReader parts = new MultipartReader(body, boundary(contentType));
        for (int number = 1; parts.next(); number++) {
            Optional<HeaderParameters> disposition = disposition(parts, number);
            if (disposition.isPresent()) {
                part(parts, disposition.get(), number);
            }
        }
    }

    private static String boundary(String contentType) {
        try {
            return HeaderParameters.parse(contentType).parameters().getOrDefault("boundary", "");
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    private Optional<HeaderParameters> disposition(MultipartReader parts, int number) throws IOException {
        String header = parts.headers().get("content-disposition");
        if (header == null) {
            intake.fault("part " + number, "has no Content-Disposition, and with it no name");
            return Optional.empty();
        }
        try {
            HeaderParameters disposition = HeaderParameters.parse(header);
            // Both throw where they cannot be read.
            disposition.text("name");
            disposition.text("filename");
            return Optional.of(disposition);
        } catch (IllegalArgumentException broken) {
            intake.fault("part " + number, "its Content-Disposition " + broken.getMessage());
            return Optional.empty();
        }
    }

    private void part(MultipartReader parts, HeaderParameters disposition, int number) throws IOException {
        Optional<String> name = disposition.text("name").filter(text -> !text.isEmpty());
        if (name.isEmpty()) {
            intake.fault("part " + number, "has no name");
        } else if (name.get().equals(ATTACHMENT)) {
            attachment(parts, disposition);
        } else {
            field(parts, name.get());
        }
    }

    private void attachment(MultipartReader parts, HeaderParameters disposition) throws IOException {
        if (++files > limits.files()) {
            throw Problems.tooLarge(ATTACHMENT, "is there more than " + limits.files() + " times");
        }
        try (OutputStream target =
                intake.attachment(disposition.text("filename").orElse(null))) {
            parts.copy(new LimitedOutput(target, ATTACHMENT, limits.fileBytes()));
        }
    }

    /** A known name is a field, whatever else the part says: some clients send them with a filename and a type. */
    private void field(MultipartReader parts, String name) throws IOException {
        if (++fields > limits.fields()) {
            throw Problems.tooLarge(name, "is one field more than the " + limits.fields() + " allowed");
        }
        boolean wanted = intake.wants(name);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        parts.copy(new LimitedOutput(wanted ? value : OutputStream.nullOutputStream(), name, limits.of(name)));
        if (!wanted) {
            return;
        }
        Utf8.decode(value.toByteArray())
                .ifPresentOrElse(text -> intake.text(name, text), () -> intake.fault(name, "is not valid UTF-8"));
    }
}
