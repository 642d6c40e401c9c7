package org.westerly.server.http;

import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Which engines are offered, and why the others are not. Always up: a server without an engine is no broken one, and what
 * it has kept can be read.
 *
 * @param engines what is to be said, by name and version; anybody may read it
 */
public record EnginesCheck(Map<String, String> engines) implements HealthCheck {

    public EnginesCheck {
        engines = Map.copyOf(engines);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("engines").up();
        engines.forEach(response::withData);
        return response.build();
    }
}
