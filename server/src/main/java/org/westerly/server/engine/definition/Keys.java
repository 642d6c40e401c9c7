package org.westerly.server.engine.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The values of one YAML mapping. Their shape was judged by {@link CheckShape} before; what did not fit is absent here, so
 * that reading can go on and find what else is wrong.
 */
final class Keys {

    private final Node node;
    private final String path;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    Keys(Node node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    values.put(key.getValue(), tuple.getValueNode());
                }
            }
        }
    }

    Problems problems() {
        return problems;
    }

    /** Complains about the value of {@code key}, or about its absence. */
    void problem(String key, String problem) {
        problems.add(at(key), dotted(key) + " " + problem);
    }

    void remark(String key, String remark) {
        problems.remark(at(key), dotted(key) + " " + remark);
    }

    Node at(String key) {
        return values.getOrDefault(key, node);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Set<String> names() {
        return values.keySet();
    }

    @Nullable
    Node find(String key) {
        return values.get(key);
    }

    /** The keys below {@code key}; none when it is absent. */
    Keys child(String key) {
        return new Keys(values.getOrDefault(key, emptyMapping()), dotted(key), problems);
    }

    private Node emptyMapping() {
        return new MappingNode(Tag.MAP, true, List.of(), node.getStartMark(), node.getEndMark(), FlowStyle.BLOCK);
    }

    /** The mappings of a list. */
    List<Keys> children(String key) {
        List<Node> items = items(key);
        return IntStream.range(0, items.size())
                .mapToObj(at -> new Keys(items.get(at), dotted(key) + "[" + at + "]", problems))
                .toList();
    }

    Optional<String> text(String key) {
        return scalar(values.get(key)).map(ScalarNode::getValue);
    }

    String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    boolean truth(String key) {
        // All of YAML 1.1's words for it.
        return text(key).filter(text -> text.matches("(?i)true|yes|on")).isPresent();
    }

    /** The texts of a list; empty when the key is absent. */
    List<String> texts(String key) {
        return scalars(key).stream().map(ScalarNode::getValue).toList();
    }

    boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    List<ScalarNode> scalars(String key) {
        return items(key).stream().flatMap(item -> scalar(item).stream()).toList();
    }

    private List<Node> items(String key) {
        return values.get(key) instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    private static Optional<ScalarNode> scalar(@Nullable Node value) {
        return value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
                ? Optional.of(scalar)
                : Optional.empty();
    }

    private String dotted(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
