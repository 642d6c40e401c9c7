package org.westerly.acceptance.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The official WES documents, read from {@code ../shared/spec} beside the checkout. Where they are not there the tests
 * that need them are skipped, except in CI, where that is a failure.
 */
public final class Schemas {

    private static final Map<String, JsonNode> DOCUMENTS = new ConcurrentHashMap<>();

    private Schemas() {}

    /** Fails unless {@code body} is a {@code name} of the official document in {@code file}. */
    public static void check(String file, String name, JsonNode body) {
        JsonNode document = DOCUMENTS.computeIfAbsent(file, Schemas::read);
        String section = document.has("definitions") ? "definitions" : "components/schemas";
        assertThat(document.at("/" + section + "/" + name).isMissingNode())
                .as("%s has a schema %s", file, name)
                .isFalse();
        ObjectNode entry = document.deepCopy();
        entry.put("$ref", "#/" + section + "/" + name);
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(entry);
        assertThat(schema.validate(body)).as("%s of %s: %s", name, file, body).isEmpty();
    }

    private static JsonNode read(String file) {
        Path path = WesterlyServer.root().resolve("../shared/spec").resolve(file);
        if (!Files.exists(path)) {
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("CI needs the official schemas beside the checkout: " + file);
            }
            Assumptions.abort("the official schemas are not beside this checkout: " + file);
        }
        try {
            JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(path));
            nullable(document);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** OpenAPI 3.0 says {@code nullable: true} where JSON Schema says a type of two. */
    private static void nullable(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("nullable").asBoolean()
                && object.path("type").isTextual()) {
            ArrayNode types =
                    object.arrayNode().add(object.path("type").asText()).add("null");
            object.set("type", types);
        }
        node.forEach(Schemas::nullable);
    }
}
