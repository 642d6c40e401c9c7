package org.westerly.server.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.westerly.client.WesterlyClient;

/**
 * Which engines the server offers, and why others are not offered.
 *
 * @param address of the server, without a slash at the end
 * @param offered engines by name, as service-info lists them
 */
record EnginesThere(String address, Set<String> offered) {

    static EnginesThere ask(WesterlyClient client, String address) {
        return new EnginesThere(
                address, client.serviceInfo().workflowEngineVersions().keySet());
    }

    /** Why this engine cannot be used; empty when it can. */
    Optional<String> missing(String engine) {
        return offered.contains(engine)
                ? Optional.empty()
                : Optional.of("no " + engine + detail(engine) + ": ./westerly engines install " + engine);
    }

    /** What the readiness probe says of it; nothing if it says nothing. */
    private String detail(String engine) {
        try (InputStream ready = URI.create(address + "/readyz").toURL().openStream()) {
            return new ObjectMapper()
                    .readTree(ready).findValues("data").stream()
                            .flatMap(data -> data.properties().stream())
                            .filter(one -> one.getKey().startsWith(engine + " "))
                            .map(one -> " (" + one.getValue().asText() + ")")
                            .findFirst()
                            .orElse("");
        } catch (IOException notReady) {
            return "";
        }
    }
}
