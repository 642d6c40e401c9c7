package org.westerly.server.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Sends a request to another path of ours. Vert.x drops the answer's headers with that; they are put back. */
final class Reroute implements Handler<RoutingContext> {

    private static final String KEY = "westerly.headers";

    static void to(RoutingContext request, String path) {
        String query = request.request().query();
        request.put(
                KEY,
                MultiMap.caseInsensitiveMultiMap().addAll(request.response().headers()));
        request.reroute(query == null ? path : path + "?" + query);
    }

    /** On the first pass there is nothing to put back. */
    @Override
    public void handle(RoutingContext request) {
        @Nullable MultiMap headers = request.get(KEY);
        if (headers != null) {
            request.response().headers().setAll(headers);
        }
        request.next();
    }
}
