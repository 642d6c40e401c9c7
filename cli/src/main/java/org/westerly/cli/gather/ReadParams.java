package org.westerly.cli.gather;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads parameters: those of a file, in JSON or YAML, and those of the command line. */
final class ReadParams {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ReadParams() {}

    /**
     * A value, and the folder that paths in it are relative to.
     *
     * @param file whether the value is the path of a file, because the user said so with an {@code @}
     */
    record Param(JsonNode value, Path base, boolean file) {}

    /** By name; what the command line says wins. */
    static Map<String, Param> read(@Nullable Path file, Map<String, String> given, Path here) {
        Map<String, Param> all = new LinkedHashMap<>();
        if (file != null) {
            Path path = LocalFiles.readable(LocalFiles.absolute(here.resolve(file)), "--params");
            Path folder = path.resolveSibling(".").normalize();
            of(path).properties().forEach(entry -> all.put(entry.getKey(), new Param(entry.getValue(), folder, false)));
        }
        given.forEach((name, text) -> all.put(name, param(text, here)));
        return all;
    }

    private static JsonNode of(Path path) {
        String text = LocalFiles.text(path);
        JsonNode tree;
        try {
            tree = text.stripLeading().startsWith("{") ? JSON.readTree(text) : ReadYaml.tree(text);
        } catch (JsonProcessingException e) {
            throw new GatherException(
                    path + " is no JSON: " + e.getOriginalMessage() + " in line "
                            + e.getLocation().getLineNr(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new GatherException(path + " is no YAML: " + e.getMessage(), e);
        }
        if (!tree.isObject()) {
            throw new GatherException(path + " must be a map of parameters, in JSON or YAML");
        }
        return tree;
    }

    /** JSON where it is some ({@code 3}, {@code true}, {@code [1,2]}, {@code "3"}), else a text as it stands there. */
    private static Param param(String text, Path here) {
        if (text.startsWith("@")) {
            return new Param(new TextNode(text.substring(1)), here, true);
        }
        try {
            JsonNode read = JSON.readTree(text);
            return new Param(read == null || read.isMissingNode() ? new TextNode(text) : read, here, false);
        } catch (JsonProcessingException notJson) {
            return new Param(new TextNode(text), here, false);
        }
    }
}
