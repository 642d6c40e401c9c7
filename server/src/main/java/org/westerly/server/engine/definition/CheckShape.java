package org.westerly.server.engine.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Compares a YAML tree with the schema: keys, types, words. Only nodes are looked at, so a file can make no object of a
 * type of its choice.
 */
final class CheckShape {

    /** Aliases can make a node contain itself. */
    private static final int DEEPEST = 32;

    private static final Map<String, String> TYPES = Map.of(
            "object", "a mapping of keys to values",
            "array", "a list",
            "string", "a text",
            "number", "a number",
            "boolean", "true or false",
            "null", "nothing");

    private final Problems problems;

    CheckShape(Problems problems) {
        this.problems = problems;
    }

    void check(Node node, Schema schema) {
        check(node, schema, "", 0);
    }

    private void check(Node node, Schema schema, String path, int depth) {
        if (depth > DEEPEST) {
            problems.add(node, named(path) + " is nested too deeply");
            return;
        }
        List<Schema> alternatives = schema.alternatives();
        if (!alternatives.isEmpty()) {
            alternatives.stream()
                    .filter(one -> fits(node, one))
                    .findFirst()
                    .ifPresentOrElse(
                            one -> check(node, one, path, depth),
                            () -> problems.add(node, named(path) + " must be " + types(schema.types())));
            return;
        }
        if (!fits(node, schema)) {
            problems.add(node, named(path) + " must be " + types(schema.types()));
            return;
        }
        switch (node) {
            case MappingNode mapping -> mapping(mapping, schema, path, depth);
            case SequenceNode sequence -> sequence(sequence, schema, path, depth);
            case ScalarNode scalar -> scalar(scalar, schema, path);
            default -> problems.add(node, named(path) + " is nothing that is understood here");
        }
    }

    private void mapping(MappingNode mapping, Schema schema, String path, int depth) {
        Map<String, Schema> known = schema.properties();
        Set<String> seen = new LinkedHashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.add(tuple.getKeyNode(), "a key in " + named(path) + " must be a text");
                continue;
            }
            String key = keyNode.getValue();
            String dotted = path.isEmpty() ? key : path + "." + key;
            if (!seen.add(key)) {
                problems.add(keyNode, dotted + " is written twice");
            }
            schema.names().ifPresent(names -> word(keyNode, key, names, "the name " + dotted));
            Schema value = known.get(key);
            if (value != null && isNull(tuple.getValueNode()) && !value.types().contains("null")) {
                seen.remove(key); // As if it had not been written.
            } else if (value != null) {
                check(tuple.getValueNode(), value, dotted, depth + 1);
            } else if (schema.closed()) {
                problems.add(keyNode, "unknown key " + dotted + Problems.didYouMean(key, known.keySet()));
            } else {
                schema.additional().ifPresent(other -> check(tuple.getValueNode(), other, dotted, depth + 1));
            }
        }
        schema.required().stream()
                .filter(key -> !seen.contains(key))
                .forEach(key -> problems.add(mapping, (path.isEmpty() ? key : path + "." + key) + " is missing"));
    }

    private void sequence(SequenceNode sequence, Schema schema, String path, int depth) {
        if (sequence.getValue().isEmpty() && !schema.mayBeEmpty()) {
            problems.add(sequence, named(path) + " must not be empty");
        }
        schema.items().ifPresent(item -> {
            for (int at = 0; at < sequence.getValue().size(); at++) {
                check(sequence.getValue().get(at), item, path + "[" + at + "]", depth + 1);
            }
        });
    }

    private void scalar(ScalarNode scalar, Schema schema, String path) {
        word(scalar, scalar.getValue(), schema, path);
        if (schema.isRegex()) {
            try {
                Pattern.compile(scalar.getValue());
            } catch (PatternSyntaxException e) {
                problems.add(
                        scalar,
                        path + " is not a regular expression: " + e.getDescription() + " (in '" + scalar.getValue()
                                + "')");
            }
        }
    }

    private void word(Node at, String value, Schema schema, String name) {
        List<String> choices = schema.choices();
        if (!choices.isEmpty() && !choices.contains(value)) {
            problems.add(
                    at,
                    name + " is '" + value + "', but must be one of: " + schema.allowed()
                            + Problems.didYouMean(value, choices));
        }
        if (schema.pattern()
                .filter(pattern -> !Pattern.compile(pattern).matcher(value).find())
                .isPresent()) {
            problems.add(at, name + " is '" + value + "', but must be " + schema.allowed());
        }
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static boolean fits(Node node, Schema schema) {
        // A set of words needs no type beside it.
        List<String> types =
                schema.types().isEmpty() && !schema.choices().isEmpty() ? List.of("string") : schema.types();
        return types.isEmpty() || types.contains(type(node));
    }

    private static String type(Node node) {
        return switch (node) {
            case MappingNode _ -> "object";
            case SequenceNode _ -> "array";
            default -> scalarType(node.getTag());
        };
    }

    private static String scalarType(Tag tag) {
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return "number";
        }
        if (tag.equals(Tag.BOOL)) {
            return "boolean";
        }
        return tag.equals(Tag.NULL) ? "null" : "string";
    }

    private static String types(List<String> types) {
        return types.stream()
                .map(type -> TYPES.getOrDefault(type, type))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String named(String path) {
        return path.isEmpty() ? "the file" : path;
    }
}
