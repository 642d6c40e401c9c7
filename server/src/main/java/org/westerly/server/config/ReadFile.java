package org.westerly.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the file: only its tree of nodes is composed, so that no object is ever made from what it says. */
final class ReadFile {

    private final Path file;
    private final Catalog catalog;
    private final Map<String, Layer.Given> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private ReadFile(Path file, Catalog catalog) {
        this.file = file;
        this.catalog = catalog;
    }

    static Layer read(Path file, Catalog catalog) {
        ReadFile reading = new ReadFile(file, catalog);
        reading.compose();
        return new Layer(reading.values, reading.problems);
    }

    private void compose() {
        try {
            // Read as a whole first: snakeyaml would wrap what goes wrong while reading.
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file)));
            if (root instanceof MappingNode mapping) {
                flatten(mapping, "");
            } else if (root != null) {
                problems.add(file + ": holds no keys; write one setting a line, such as server.port: 8080");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file + ":" + line + ": not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(file + ": not YAML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            problems.add(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            problems.add(file + ": not UTF-8");
        } catch (IOException e) {
            problems.add(file + ": cannot be read: " + e.getMessage());
        }
    }

    private void flatten(MappingNode mapping, String prefix) {
        for (NodeTuple tuple : mapping.getValue()) {
            String origin = file + ":" + (tuple.getKeyNode().getStartMark().getLine() + 1);
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                take(prefix + key.getValue(), tuple.getValueNode(), origin);
            } else {
                problems.add("a key that is not a word (" + origin + ")");
            }
        }
    }

    private void take(String key, Node value, String origin) {
        if (!seen.add(key)) {
            problems.add(key + " (" + origin + "): given twice");
        } else if (catalog.find(key).isPresent()) {
            takeValue(key, value, origin);
        } else if (!catalog.isPrefix(key)) {
            problems.add(catalog.unknown(key, origin));
        } else if (value instanceof MappingNode group) {
            flatten(group, key + ".");
        } else if (!isEmpty(value)) {
            // A group whose lines are all commented out is everyday; a value in its place is a mistake.
            problems.add(key + " (" + origin + "): holds further keys, not a value");
        }
    }

    private void takeValue(String key, Node value, String origin) {
        if (isEmpty(value)) {
            problems.add(key + " (" + origin + "): has no value; leave the line out for the default");
            return;
        }
        RawValue.of(value)
                .ifPresentOrElse(
                        raw -> values.put(key, new Layer.Given(raw, origin)),
                        () -> problems.add(key + " (" + origin + "): is nested too deeply, or names an entry twice"));
    }

    private static boolean isEmpty(Node value) {
        return value.getTag().equals(Tag.NULL);
    }
}
