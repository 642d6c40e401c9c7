package org.westerly.server.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Writes the metadata document of an RO-Crate 1.1, one entity after the other: as large as it gets, only the names of its
 * files are kept.
 */
final class Crate implements AutoCloseable {

    static final String DOCUMENT = "ro-crate-metadata.json";
    static final String ROOT = "./";

    private static final String CONTEXT = "https://w3id.org/ro/crate/1.1/context";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonGenerator generator;

    Crate(OutputStream target) throws IOException {
        this.generator = new JsonFactory(JSON).createGenerator(target);
        generator.writeStartObject();
        generator.writeArrayFieldStart("@context");
        generator.writeString(CONTEXT);
        // Not in that context; the term is that of the Workflow Run RO-Crate profiles.
        generator.writeTree(JSON.createObjectNode().put("sha256", "https://w3id.org/ro/terms/workflow-run#sha256"));
        generator.writeEndArray();
        generator.writeArrayFieldStart("@graph");
    }

    /** The beginning of an entity. */
    static ObjectNode entity(String id, String... types) {
        ObjectNode entity = JSON.createObjectNode().put("@id", id);
        if (types.length == 1) {
            return entity.put("@type", types[0]);
        }
        ArrayNode all = entity.putArray("@type");
        Arrays.stream(types).forEach(all::add);
        return entity;
    }

    static void refer(ObjectNode from, String property, String id) {
        from.set(property, JSON.createObjectNode().put("@id", id));
    }

    /** Does nothing where there is nothing to refer to. */
    static void refer(ObjectNode from, String property, Collection<String> ids) {
        if (!ids.isEmpty()) {
            ArrayNode all = from.putArray(property);
            ids.forEach(id -> all.addObject().put("@id", id));
        }
    }

    void add(ObjectNode entity) throws IOException {
        generator.writeTree(entity);
    }

    /** What says of the document that it is one. */
    void addDescriptor(List<String> profiles) throws IOException {
        ObjectNode descriptor = entity(DOCUMENT, "CreativeWork");
        refer(descriptor, "about", ROOT);
        refer(descriptor, "conformsTo", profiles);
        add(descriptor);
    }

    @Override
    public void close() throws IOException {
        generator.writeEndArray();
        generator.writeEndObject();
        generator.close();
    }
}
