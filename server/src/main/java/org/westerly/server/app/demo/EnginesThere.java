package org.westerly.server.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Which engines the server offers, and why others are not offered.
 *
 * @param offered engines by name, as service-info lists them
 */
record EnginesThere(DemoClient client, String address, JsonNode offered) {

    static EnginesThere ask(DemoClient client, String address) throws IOException, InterruptedException {
        return new EnginesThere(client, address, client.get("/service-info").path("workflow_engine_versions"));
    }

    /** Why this engine cannot be used; empty when it can. */
    Optional<String> missing(String engine) throws InterruptedException {
        return offered.has(engine)
                ? Optional.empty()
                : Optional.of("no " + engine + detail(engine) + ": ./westerly engines install " + engine);
    }

    /** What the readiness probe says of it; nothing if it says nothing. */
    private String detail(String engine) throws InterruptedException {
        try {
            return client.json(address + "/readyz").findValues("data").stream()
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
