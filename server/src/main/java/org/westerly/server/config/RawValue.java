package org.westerly.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A value as it was written, before anybody knows what type it should have. */
sealed interface RawValue {

    record Text(String text) implements RawValue {
        @Override
        public String toString() {
            return '"' + text + '"';
        }
    }

    record Items(List<String> items) implements RawValue {
        @Override
        public String toString() {
            return items.toString();
        }
    }

    record Entries(Map<String, String> entries) implements RawValue {
        @Override
        public String toString() {
            return entries.toString();
        }
    }

    /** A list of mappings: each with its words in the order they were written, and twice what was written twice. */
    record Blocks(List<List<Entry>> blocks) implements RawValue {
        @Override
        public String toString() {
            return blocks.toString();
        }
    }

    /** A word of a block, and what was written for it. */
    record Entry(String name, RawValue value) {
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    /** Empty for what no setting can be: nested collections, and keys that are given twice. */
    static Optional<RawValue> of(Node node) {
        return switch (node) {
            case ScalarNode scalar -> Optional.of(new Text(scalar.getValue()));
            case SequenceNode sequence -> items(sequence);
            case MappingNode mapping -> entries(mapping);
            default -> Optional.empty();
        };
    }

    private static Optional<RawValue> items(SequenceNode sequence) {
        if (!sequence.getValue().isEmpty() && sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            return blocks(sequence);
        }
        if (!sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(new Items(sequence.getValue().stream()
                .map(item -> ((ScalarNode) item).getValue())
                .toList()));
    }

    private static Optional<RawValue> blocks(SequenceNode sequence) {
        List<List<Entry>> blocks = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            List<Entry> block = new ArrayList<>();
            for (NodeTuple tuple : ((MappingNode) item).getValue()) {
                Optional<RawValue> value = of(tuple.getValueNode()).filter(one -> !(one instanceof Blocks));
                if (!(tuple.getKeyNode() instanceof ScalarNode key) || value.isEmpty()) {
                    return Optional.empty();
                }
                block.add(new Entry(key.getValue(), value.get()));
            }
            blocks.add(List.copyOf(block));
        }
        return Optional.of(new Blocks(List.copyOf(blocks)));
    }

    private static Optional<RawValue> entries(MappingNode mapping) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)
                    || !(tuple.getValueNode() instanceof ScalarNode value)
                    || entries.put(key.getValue(), value.getValue()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Entries(entries));
    }
}
