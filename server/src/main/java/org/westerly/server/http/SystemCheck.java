package org.westerly.server.http;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/** One part of the server that must answer before requests are worth sending. */
public final class SystemCheck implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(SystemCheck.class);

    private final String name;
    private final Supplier<Optional<String>> check;

    /** @param check empty when all is well, else what is wrong, in words for the operator */
    public SystemCheck(String name, Supplier<Optional<String>> check) {
        this.name = name;
        this.check = check;
    }

    /** What is wrong is logged and not told: it may name paths, and anybody may ask. */
    @Override
    public HealthCheckResponse call() {
        Optional<String> wrong = check.get();
        wrong.ifPresent(why -> LOG.warnf("not ready: %s: %s", name, why));
        return HealthCheckResponse.named(name).status(wrong.isEmpty()).build();
    }
}
