package org.westerly.server.http;

import io.vertx.ext.web.RoutingContext;
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

    static void log(RoutingContext request, @Nullable Throwable failure) {
        LOG.errorf(
                failure,
                "request %s failed: %s %s",
                NameRequest.idOf(request),
                request.request().method(),
                request.normalizedPath());
    }
}
