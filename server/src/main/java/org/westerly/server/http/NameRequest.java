package org.westerly.server.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id, or keeps the one it came with, so that an answer can be found in the log. */
final class NameRequest implements Handler<RoutingContext> {

    private static final String HEADER = "X-Request-ID";
    private static final String KEY = "westerly.request";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    static String idOf(RoutingContext request) {
        return Objects.requireNonNullElse(request.get(KEY), "unnamed");
    }

    @Override
    public void handle(RoutingContext request) {
        String sent = request.request().getHeader(HEADER);
        String id = sent != null && FORM.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        request.put(KEY, id);
        request.response().putHeader(HEADER, id);
        request.next();
    }
}
