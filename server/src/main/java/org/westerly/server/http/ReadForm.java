package org.westerly.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.westerly.server.service.Intake;

/** A submission as {@code application/x-www-form-urlencoded}: what some clients send when there is no attachment. */
final class ReadForm {

    private final BodyLimits limits;
    private final Intake intake;

    ReadForm(BodyLimits limits, Intake intake) {
        this.limits = limits;
        this.intake = intake;
    }

    void read(InputStream body) throws IOException {
        String form = WholeBody.text(body, limits);
        int fields = 0;
        for (String pair : form.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++fields > limits.fields()) {
                throw Problems.tooLarge("body", "has more than " + limits.fields() + " fields");
            }
            int equals = pair.indexOf('=');
            Optional<String> name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty()) {
                intake.fault("body", "has a field whose name is broken");
            } else if (intake.wants(name.get())) {
                value.ifPresentOrElse(
                        text -> WholeBody.field(intake, limits, name.get(), text),
                        () -> intake.fault(name.get(), "has a broken escape, or is not valid UTF-8"));
            }
        }
    }

    private static Optional<String> decoded(String text) {
        return Percent.decode(text.replace('+', ' '));
    }
}
