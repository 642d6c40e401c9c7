package org.westerly.server.engine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The published format of {@code engine.yaml}, or a part of it: a JSON Schema (2020-12), of which the words are understood
 * that the document uses. The one place that says which keys there are: the reader checks by it, editors complete by it,
 * and the manual is made from it.
 */
public final class Schema {

    /** Where the document is on the class path. */
    public static final String RESOURCE = "/engines/engine.schema.json";

    private static final String REFERENCE = "$ref";
    private static final String DEFINITIONS = "#/$defs/";

    private final JsonNode root;
    private final ObjectNode node;
    private final String topic;

    private Schema(JsonNode root, JsonNode node) {
        this.root = root;
        this.node = resolved(root, node);
        this.topic = target(root, node).path("description").asText();
    }

    /** The whole format, from the server's resources. */
    public static Schema ofEngineFiles() {
        try (InputStream document = Schema.class.getResourceAsStream(RESOURCE)) {
            JsonNode root = new ObjectMapper().readTree(Objects.requireNonNull(document));
            return new Schema(root, root);
        } catch (IOException e) {
            throw new IllegalStateException("the server's own schema is damaged", e);
        }
    }

    /** What a reference stands for, with what is said beside it on top. */
    private static ObjectNode resolved(JsonNode root, JsonNode node) {
        JsonNode target = target(root, node);
        if (target.equals(node)) {
            return (ObjectNode) node;
        }
        ObjectNode merged = resolved(root, target).deepCopy();
        node.properties().stream()
                .filter(member -> !member.getKey().equals(REFERENCE))
                .forEach(member -> merged.set(member.getKey(), member.getValue()));
        return merged;
    }

    private static JsonNode target(JsonNode root, JsonNode node) {
        String reference = node.path(REFERENCE).asText();
        return reference.isEmpty() ? node : root.path("$defs").path(reference.substring(DEFINITIONS.length()));
    }

    private Schema part(JsonNode part) {
        return new Schema(root, part);
    }

    private Optional<Schema> optional(String keyword) {
        JsonNode part = node.path(keyword);
        return part.isObject() ? Optional.of(part(part)) : Optional.empty();
    }

    private List<String> texts(String keyword) {
        JsonNode value = node.path(keyword);
        return value.isTextual()
                ? List.of(value.asText())
                : stream(value).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** What it is called in the manual; empty when it has no chapter of its own. */
    public String title() {
        return node.path("title").asText();
    }

    /** What it is about wherever it is used; {@link #description} is about this use. */
    public String topic() {
        return topic;
    }

    public String description() {
        return node.path("description").asText();
    }

    /** The default as it would be written; empty when there is none. */
    public String fallback() {
        return node.path("default").asText();
    }

    /** What is allowed besides the type, in words; empty when the type says it all. */
    public String allowed() {
        String words = node.path("x-allowed").asText();
        return words.isEmpty() ? String.join(", ", choices()) : words;
    }

    /** The keys of a mapping that have a meaning of their own. */
    public Map<String, Schema> properties() {
        Map<String, Schema> properties = new LinkedHashMap<>();
        node.path("properties")
                .properties()
                .forEach(member -> properties.put(member.getKey(), part(member.getValue())));
        return properties;
    }

    /** What other keys of a mapping hold; empty when they are refused or hold anything. */
    public Optional<Schema> additional() {
        return optional("additionalProperties");
    }

    /** Are other keys than {@link #properties} refused? */
    boolean closed() {
        return node.path("additionalProperties").isBoolean()
                && !node.path("additionalProperties").asBoolean();
    }

    Optional<Schema> names() {
        return optional("propertyNames");
    }

    public Optional<Schema> items() {
        return optional("items");
    }

    boolean mayBeEmpty() {
        return node.path("minItems").asInt() == 0;
    }

    List<Schema> alternatives() {
        return stream(node.path("oneOf")).map(this::part).toList();
    }

    /** The JSON types of its values, of its alternatives where it has any. */
    public List<String> types() {
        List<Schema> alternatives = alternatives();
        return alternatives.isEmpty()
                ? texts("type")
                : alternatives.stream().flatMap(one -> one.types().stream()).toList();
    }

    public List<String> required() {
        return texts("required");
    }

    List<String> choices() {
        return texts("enum");
    }

    Optional<String> pattern() {
        return node.has("pattern") ? Optional.of(node.path("pattern").asText()) : Optional.empty();
    }

    boolean isRegex() {
        return node.path("format").asText().equals("regex");
    }
}
