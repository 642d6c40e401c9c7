package org.westerly.server.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Which executors there are, and what their jobs have to do without. Always up: jobs run all the same.
 *
 * @param lacks what is to be said, by the executor's name; anybody may read it
 */
public record JobsCheck(Map<String, Supplier<Optional<String>>> lacks) implements HealthCheck {

    public JobsCheck {
        lacks = Map.copyOf(lacks);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("jobs").up();
        lacks.forEach((executor, lack) -> response.withData(
                executor, lack.get().map(what -> "ready, without " + what).orElse("ready")));
        return response.build();
    }
}
