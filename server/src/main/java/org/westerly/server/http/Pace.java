package org.westerly.server.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;

/**
 * How fast a client has to be at least.
 *
 * @param leastRate bytes a second; 0 for any
 * @param patience for how long it may be slower
 */
public record Pace(long leastRate, Duration patience) {

    private static final String KEY = "westerly.pace";

    /** Any will do. */
    static final Pace ANY = new Pace(0, Duration.ofMinutes(1));

    /** Lets whatever serves the request know. */
    Handler<RoutingContext> told() {
        return request -> {
            request.put(KEY, this);
            request.next();
        };
    }

    static Pace of(RoutingContext request) {
        return Objects.requireNonNullElse(request.get(KEY), ANY);
    }

    /** Is that too little for the time that it took? */
    boolean isMissedBy(long bytes, long nanos) {
        return nanos >= patience.toNanos() && bytes < (double) leastRate * nanos / 1e9;
    }
}
