package org.westerly.server.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.westerly.server.auth.Caller;
import org.westerly.server.service.Links;
import org.westerly.server.service.WesVersion;

/** What is known of a request before its resource is reached: who, by which base path, and how we are called. */
record Visit(Caller caller, WesVersion version, Links links) {

    private static final String KEY = "westerly.visit";

    static Visit of(RoutingContext request) {
        return Objects.requireNonNull(request.get(KEY), "FindBasePath comes first");
    }

    void attach(RoutingContext request) {
        request.put(KEY, this);
    }
}
