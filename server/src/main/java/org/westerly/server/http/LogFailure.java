package org.westerly.server.http;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells the operator what the client must not see; both can name it by the request's id. */
final class LogFailure {

    static final String MESSAGE = "the server failed; its operator finds the reason by the X-Request-ID of this answer";

    private static final Logger LOG = Logger.getLogger(LogFailure.class);

    private LogFailure() {}

    /** For what is no defect of ours: the reason is enough. */
    static void warn(RoutingContext request, Throwable failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        LOG.warnf(
                "request %s refused: %s %s: %s",
                NameRequest.idOf(request), request.request().method(), request.normalizedPath(), reason);
    }

    /** Did the client go away in the middle of its body, or of its answer? Then nothing of ours is wrong. */
    static boolean isGone(RoutingContext request, @Nullable Throwable failure) {
        return failure instanceof IOException && request.response().closed();
    }

    static void log(RoutingContext request, @Nullable Throwable failure) {
        LOG.logf(
                isGone(request, failure) ? Logger.Level.DEBUG : Logger.Level.ERROR,
                failure,
                "request %s failed: %s %s",
                NameRequest.idOf(request),
                request.request().method(),
                request.normalizedPath());
    }
}
