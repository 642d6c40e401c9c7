package org.westerly.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.westerly.server.service.Intake;

/** Bodies that are small enough to be held in memory. */
final class WholeBody {

    private WholeBody() {}

    static String text(InputStream body, BodyLimits limits) throws IOException {
        byte[] bytes = body.readNBytes(limits.fieldBytes() + 1);
        if (bytes.length > limits.fieldBytes()) {
            throw Problems.tooLarge("body", "is larger than " + limits.fieldBytes() + " bytes");
        }
        return Utf8.decode(bytes).orElseThrow(() -> Problems.malformed("body", "is not valid UTF-8"));
    }

    static void field(Intake intake, BodyLimits limits, String name, String value) {
        check(limits, name, value);
        intake.text(name, value);
    }

    static void check(BodyLimits limits, String name, String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > limits.of(name)) {
            throw Problems.tooLarge(name, "is larger than " + limits.of(name) + " bytes");
        }
    }
}
