package org.westerly.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.regex.Pattern;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.service.Links;
import org.westerly.server.service.WesVersion;

/** Leads the short and the 1.0 base path to the canonical one, where all resources are. */
final class FindBasePath implements Handler<RoutingContext> {

    static final String CANONICAL = "/ga4gh/wes/v1";

    private static final String COMPAT = "/compat/1.0";
    private static final Pattern SHORT = Pattern.compile("/(service-info|runs|events)(/.*)?");
    /** WES 1.0 has no tasks to list; the logs of those that it embeds are at the canonical path. */
    private static final Pattern TASKS = Pattern.compile(CANONICAL + "/runs/[^/]+/tasks(/.*)?");

    private final PublicBase address;

    FindBasePath(PublicBase address) {
        this.address = address;
    }

    @Override
    public void handle(RoutingContext request) {
        String path = Objects.requireNonNullElse(request.request().path(), "");
        boolean compat = path.startsWith(COMPAT + CANONICAL + "/");
        Links links = new Links(address.of(request) + CANONICAL);
        new Visit(Caller.ANONYMOUS, compat ? WesVersion.V1_0 : WesVersion.V1_1, links).attach(request);
        if (compat) {
            String canonical = path.substring(COMPAT.length());
            if (TASKS.matcher(canonical).matches()) {
                Answers.refuse(request, ErrorCode.ROUTE_NOT_FOUND, "WES 1.0 has no list of tasks");
            } else {
                Reroute.to(request, canonical);
            }
        } else if (SHORT.matcher(path).matches()) {
            Reroute.to(request, CANONICAL + path);
        } else if (path.equals("/") && reads(request)) {
            request.response()
                    .setStatusCode(303)
                    .putHeader(
                            "Location",
                            asksForPage(request) ? address.of(request) + "/docs/" : links.base() + "/service-info")
                    .end();
        } else {
            request.next();
        }
    }

    /** A person with a browser, rather than a client. */
    private static boolean asksForPage(RoutingContext request) {
        return Objects.requireNonNullElse(request.request().getHeader("Accept"), "")
                .contains("text/html");
    }

    private static boolean reads(RoutingContext request) {
        return request.request().method().equals(HttpMethod.GET)
                || request.request().method().equals(HttpMethod.HEAD);
    }
}
