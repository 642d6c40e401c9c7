package org.westerly.server.http;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Breaks an answer off in its middle, so that no client takes what it has for all there is. */
final class BreakOff {

    private static final Logger LOG = Logger.getLogger(BreakOff.class);

    /** A reader that takes nothing for so long is given up. */
    private static final Duration UNREAD = Duration.ofMinutes(1);

    private BreakOff() {}

    /**
     * Waits until it is done: what was written is sent first, and meanwhile the framework, once it knows of the fault, would
     * end the answer as if it were whole.
     */
    static void answer(RoutingContext request) {
        if (request.request().version() == HttpVersion.HTTP_2) {
            request.response().reset();
            return;
        }
        try {
            request.request()
                    .connection()
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(UNREAD.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("an answer that could not be finished could not be broken off either", e);
        }
    }
}
