package org.westerly.server.engine.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys of one YAML mapping. What a reader asks for is known; {@link #finish} complains about the rest. Only nodes
 * are looked at, so a file can make no object of a type of its choice.
 */
final class Keys {

    private final Node node;
    private final String path;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> written = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    Keys(Node node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, (path.isEmpty() ? "the file" : path) + " must be a mapping of keys to values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.put(key, tuple.getValueNode()) != null) {
                problems.add(tuple.getKeyNode(), dotted(key) + " is written twice");
            }
            written.put(key, tuple.getKeyNode());
        }
    }

    /** Complains about the value of {@code key}, or about its absence. */
    void problem(String key, String problem) {
        problems.add(values.getOrDefault(key, node), dotted(key) + " " + problem);
    }

    /** All keys, for mappings whose keys are the author's own. */
    Set<String> names() {
        known.addAll(values.keySet());
        return values.keySet();
    }

    @Nullable
    Node find(String key) {
        known.add(key);
        return values.get(key);
    }

    /** The keys below {@code key}; none when it is absent. */
    Keys child(String key) {
        Node found = find(key);
        return found == null ? new Keys(emptyMapping(), dotted(key), problems) : new Keys(found, dotted(key), problems);
    }

    String required(String key) {
        String value = optional(key);
        if (value == null) {
            if (!values.containsKey(key)) {
                problems.add(node, dotted(key) + " is missing");
            }
            return "";
        }
        return value;
    }

    @Nullable
    String optional(String key) {
        Node found = find(key);
        return found == null ? null : text(found, dotted(key));
    }

    /** A value for which there are only a few words; the first is taken when it is absent. */
    String choice(String key, List<String> allowed) {
        String value = optional(key);
        if (value != null && !allowed.contains(value)) {
            problems.add(
                    Objects.requireNonNull(find(key)),
                    dotted(key) + " is '" + value + "', but must be one of: " + String.join(", ", allowed));
        }
        return value == null ? allowed.getFirst() : value;
    }

    /** A list of texts; empty when the key is absent. */
    List<String> list(String key) {
        return items(key).stream().map(ScalarNode::getValue).toList();
    }

    private List<ScalarNode> items(String key) {
        Node found = find(key);
        if (found == null) {
            return List.of();
        }
        if (!(found instanceof SequenceNode sequence)) {
            problems.add(found, dotted(key) + " must be a list");
            return List.of();
        }
        List<ScalarNode> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (text(item, "an entry of " + dotted(key)) != null && item instanceof ScalarNode scalar) {
                texts.add(scalar);
            }
        }
        return texts;
    }

    @Nullable
    Template template(String key) {
        return find(key) instanceof ScalarNode scalar && text(scalar, dotted(key)) != null
                ? template(scalar.getValue(), scalar)
                : null;
    }

    List<Template> templates(String key) {
        return items(key).stream().map(item -> template(item.getValue(), item)).toList();
    }

    private Template template(String text, Node at) {
        try {
            return Template.of(text);
        } catch (IllegalArgumentException e) {
            problems.add(at, e.getMessage() + " (in '" + text + "')");
            return Template.of("");
        }
    }

    /** Complains about every key that nobody asked for. */
    void finish() {
        values.keySet().stream().filter(key -> !known.contains(key)).forEach(key -> {
            Node at = written.getOrDefault(key, node);
            problems.add(at, "unknown key " + dotted(key) + Problems.didYouMean(key, known));
        });
    }

    private @Nullable String text(Node value, String name) {
        if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        problems.add(value, name + " must be a text");
        return null;
    }

    private String dotted(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private MappingNode emptyMapping() {
        return new MappingNode(Tag.MAP, true, List.of(), node.getStartMark(), node.getEndMark(), FlowStyle.BLOCK);
    }
}
