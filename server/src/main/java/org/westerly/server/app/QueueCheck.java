package org.westerly.server.app;

import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.westerly.server.queue.Flow;

/**
 * Whether new runs are accepted and started. A paused server is ready, since it accepts; one that is drained is not, so that
 * a proxy sends nothing more.
 *
 * @param atWork asked only while it is drained, so that the operator sees when it can be stopped
 */
record QueueCheck(Supplier<Flow> flow, Supplier<String> atWork) implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        Flow now = flow.get();
        var response = HealthCheckResponse.named("queue")
                .status(now != Flow.DRAINING)
                .withData("state", now.name().toLowerCase(Locale.ROOT));
        return (now == Flow.DRAINING ? response.withData("at-work", atWork.get()) : response).build();
    }
}
