package org.westerly.server.engine.configured;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.westerly.server.engine.definition.ParamsStyle.Format;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The text of a file with a workflow's parameters. JSON is passed on byte for byte; other formats keep every digit. */
final class ParamsFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ParamsFile() {}

    static String text(Format format, String json) {
        return switch (format) {
            case JSON -> json;
            case YAML -> yaml(json);
            case PROPERTIES -> properties(json);
        };
    }

    /** A JSON object that was checked when it was sent. */
    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the parameters of an accepted run are not JSON", e);
        }
    }

    private static String yaml(String json) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        StringWriter text = new StringWriter();
        new Yaml(options).serialize(node(tree(json)), text);
        return text.toString();
    }

    private static Node node(JsonNode value) {
        if (value.isObject()) {
            List<NodeTuple> members = value.properties().stream()
                    .map(member -> new NodeTuple(scalar(Tag.STR, member.getKey()), node(member.getValue())))
                    .toList();
            return new MappingNode(Tag.MAP, members, FlowStyle.BLOCK);
        }
        if (value.isArray()) {
            List<Node> items = new ArrayList<>();
            value.forEach(item -> items.add(node(item)));
            return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
        }
        return scalar(tag(value), value.asText());
    }

    private static Tag tag(JsonNode value) {
        if (value.isIntegralNumber()) {
            return Tag.INT;
        }
        if (value.isNumber()) {
            return Tag.FLOAT;
        }
        if (value.isBoolean()) {
            return Tag.BOOL;
        }
        return value.isNull() ? Tag.NULL : Tag.STR;
    }

    private static ScalarNode scalar(Tag tag, String text) {
        ScalarStyle style = tag.equals(Tag.STR) ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
        return new ScalarNode(tag, text, null, null, style);
    }

    /** As java.util.Properties reads them; the keys of nested objects are joined by dots, places in arrays are numbers. */
    private static String properties(String json) {
        StringBuilder lines = new StringBuilder();
        flatten("", tree(json), lines);
        return lines.toString();
    }

    private static void flatten(String path, JsonNode value, StringBuilder lines) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (value.isObject()) {
            value.properties().forEach(member -> flatten(prefix + member.getKey(), member.getValue(), lines));
        } else if (value.isArray()) {
            for (int at = 0; at < value.size(); at++) {
                flatten(prefix + at, value.get(at), lines);
            }
        } else {
            lines.append(escaped(path, true))
                    .append('=')
                    .append(escaped(value.isNull() ? "" : value.asText(), false))
                    .append('\n');
        }
    }

    private static String escaped(String text, boolean key) {
        StringBuilder escaped = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\f' -> escaped.append("\\f");
                case '\\' -> escaped.append("\\\\");
                case '=', ':', '#', '!' -> escaped.append('\\').append(c);
                case ' ' -> escaped.append(key || at == 0 ? "\\ " : " ");
                default -> {
                    if (c < 0x20 || c > 0x7e) {
                        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
