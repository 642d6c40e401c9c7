package org.westerly.server.http;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.westerly.server.service.Intake;
import org.westerly.server.service.StrictJson;

/** A submission as {@code application/json}: objects are objects, and kept byte for byte. */
final class ReadJson {

    private final BodyLimits limits;
    private final Intake intake;

    ReadJson(BodyLimits limits, Intake intake) {
        this.limits = limits;
        this.intake = intake;
    }

    void read(InputStream body) throws IOException {
        object(WholeBody.text(body, limits)).forEach(this::member);
    }

    private static Map<String, StrictJson.Member> object(String text) {
        try {
            return StrictJson.object(text);
        } catch (IllegalArgumentException fault) {
            throw Problems.malformed("body", String.valueOf(fault.getMessage()));
        }
    }

    private void member(String name, StrictJson.Member member) {
        if (!intake.wants(name)) {
            return;
        }
        WholeBody.check(limits, name, member.source());
        if (member.token() == JsonToken.VALUE_STRING) {
            intake.text(name, member.text());
        } else {
            intake.literal(name, member.source());
        }
    }
}
