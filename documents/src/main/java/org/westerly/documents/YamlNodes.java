package org.westerly.documents;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** YAML, and with it JSON, as a tree of nodes: no object is made, no alias unfolded. */
final class YamlNodes {

    private YamlNodes() {}

    /** The root of the text's tree; empty when it holds none, or is no YAML. */
    static Optional<Node> of(String text) {
        // JSON may be indented by tabs, which YAML may not; between its quotes there are none.
        String yaml = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
        try {
            return Optional.ofNullable(new Yaml(options()).compose(new StringReader(yaml)));
        } catch (YAMLException notYaml) {
            return Optional.empty();
        }
    }

    /** The text of a scalar below this key. */
    static Optional<String> text(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (key(tuple).equals(key) && tuple.getValueNode() instanceof ScalarNode value) {
                return Optional.of(value.getValue());
            }
        }
        return Optional.empty();
    }

    /** Empty for a key that is no scalar. */
    static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the caller bounds what it reads
        options.setNestingDepthLimit(200);
        return options;
    }
}
