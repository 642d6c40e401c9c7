package org.westerly.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.westerly.api.ErrorResponse.FieldError;

/** Makes an exception of an answer that is not the one that was hoped for, whoever gave it. */
final class Refusals {

    /** More is no error of a WES server, but a page of something else. */
    private static final int LARGEST = 1 << 20;

    private Refusals() {}

    static WesterlyException of(HttpRequest request, HttpResponse<InputStream> answer) throws IOException {
        JsonNode body = body(answer);
        List<FieldError> errors = new ArrayList<>();
        for (JsonNode error : body.path("errors")) {
            errors.add(new FieldError(
                    error.path("field").asText(""), error.path("problem").asText("")));
        }
        String code = body.path("code").asText("");
        StringBuilder text = new StringBuilder(body.path("msg").asText(fallback(answer)));
        text.append(" (")
                .append(answer.statusCode())
                .append(code.isEmpty() ? "" : " " + code)
                .append(')');
        for (FieldError error : errors) {
            // A single fault is what the message says already.
            if (text.indexOf(error.problem()) < 0) {
                text.append("\n  ").append(error.field()).append(' ').append(error.problem());
            }
        }
        return WesterlyException.refused(
                answer.statusCode(),
                code,
                errors,
                request.method() + " " + request.uri().getRawPath() + ": " + text);
    }

    private static JsonNode body(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            byte[] bytes = body.readNBytes(LARGEST);
            try {
                JsonNode read = Json.MAPPER.readTree(bytes);
                return read == null ? Json.MAPPER.createObjectNode() : read;
            } catch (IOException notJson) {
                return Json.MAPPER.createObjectNode();
            }
        }
    }

    private static String fallback(HttpResponse<InputStream> answer) {
        if (answer.statusCode() / 100 == 3) {
            return "the server sends its clients on to "
                    + answer.headers().firstValue("Location").orElse("nowhere") + "; give that address instead";
        }
        return "the server gave no reason";
    }
}
