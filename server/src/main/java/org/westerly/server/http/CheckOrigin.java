package org.westerly.server.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;

/**
 * What pages of other origins may do: listed ones all, others nothing that changes anything. A server without log-in on
 * loopback is one visited web page away from running a stranger's workflow.
 */
final class CheckOrigin implements Handler<RoutingContext> {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String ANY = "*";

    private final Set<String> listed;
    private final PublicBase address;

    CheckOrigin(HttpSettings settings, PublicBase address) {
        this.listed = settings.corsOrigins().stream()
                .map(origin -> PublicBase.origin(origin).orElse(origin))
                .collect(Collectors.toUnmodifiableSet());
        this.address = address;
    }

    @Override
    public void handle(RoutingContext request) {
        String origin = request.request().getHeader("Origin");
        boolean crossSite = "cross-site".equals(request.request().getHeader("Sec-Fetch-Site"));
        boolean foreign = origin == null ? crossSite : !ours(request, origin);
        boolean welcome = !foreign || (origin != null && lists(origin));
        if (foreign && origin != null && welcome) {
            allow(request.response().headers(), origin);
        }
        request.response().headers().add("Vary", "Origin");
        if (!welcome && !READING.contains(request.request().method())) {
            Answers.refuse(
                    request,
                    ErrorCode.CROSS_ORIGIN,
                    "pages of this origin may not change anything here; server.cors.origins lists those that may");
        } else if (foreign && welcome && preflight(request)) {
            answerPreflight(request);
        } else {
            request.next();
        }
    }

    private boolean ours(RoutingContext request, @Nullable String origin) {
        return origin != null && PublicBase.origin(address.of(request)).equals(PublicBase.origin(origin));
    }

    private boolean lists(String origin) {
        return listed.contains(ANY)
                || listed.contains(origin.toLowerCase(Locale.ROOT))
                || PublicBase.origin(origin).filter(listed::contains).isPresent();
    }

    private void allow(MultiMap headers, String origin) {
        if (listed.contains(ANY)) {
            headers.set("Access-Control-Allow-Origin", ANY);
        } else {
            headers.set("Access-Control-Allow-Origin", origin);
            headers.set("Access-Control-Allow-Credentials", "true");
        }
        headers.set(
                "Access-Control-Expose-Headers",
                "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Last-Modified, X-Request-ID");
    }

    private static boolean preflight(RoutingContext request) {
        return request.request().method().equals(HttpMethod.OPTIONS)
                && request.request().getHeader("Access-Control-Request-Method") != null;
    }

    private static void answerPreflight(RoutingContext request) {
        request.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE, OPTIONS")
                .putHeader(
                        "Access-Control-Allow-Headers",
                        "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-Modified-Since, "
                                + "If-None-Match, If-Range, If-Unmodified-Since, Last-Event-ID, Range, X-Request-ID")
                .putHeader("Access-Control-Max-Age", "600")
                .end();
    }
}
