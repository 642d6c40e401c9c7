package org.westerly.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;

/**
 * Refuses submissions of other types than the three, and actions on many runs of other types than JSON. Done here, because the framework would answer 500 to a malformed
 * type and take a body without one for JSON.
 */
final class CheckMediaType implements Handler<RoutingContext> {

    private static final String JSON = "application/json";

    private static final Set<String> TYPES = Set.of("multipart/form-data", "application/x-www-form-urlencoded", JSON);

    @Override
    public void handle(RoutingContext request) {
        boolean post = request.request().method().equals(HttpMethod.POST);
        String path = post ? request.normalizedPath().replaceAll("/$", "") : "";
        String sent = request.request().getHeader("Content-Type");
        if (path.equals(FindBasePath.CANONICAL + "/runs/actions") && !JSON.equals(type(sent))) {
            Answers.refuse(
                    request,
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    (sent == null ? "actions need a Content-Type" : "'" + shown(sent) + "' is not taken")
                            + "; supported: " + JSON);
        } else if (path.equals(FindBasePath.CANONICAL + "/runs") && !TYPES.contains(type(sent))) {
            Answers.refuse(
                    request,
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    (sent == null ? "a submission needs a Content-Type" : "'" + shown(sent) + "' is not taken")
                            + "; supported: multipart/form-data, application/json, application/x-www-form-urlencoded");
        } else {
            request.next();
        }
    }

    private static String type(@Nullable String header) {
        if (header == null) {
            return "";
        }
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static String shown(String header) {
        String cut = header.length() > 100 ? header.substring(0, 100) + "…" : header;
        return cut.replaceAll("\\p{C}", "\uFFFD");
    }
}
