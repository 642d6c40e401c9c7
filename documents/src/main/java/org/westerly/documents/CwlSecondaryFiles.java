package org.westerly.documents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The patterns by which a CWL document asks for files beside its input files, such as {@code .bai} and {@code ^.dict}. */
public final class CwlSecondaryFiles {

    private final Set<String> found = new LinkedHashSet<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private CwlSecondaryFiles() {}

    /** The patterns in a document, of whatever input or output; expressions are left out. */
    public static List<String> patterns(String text) {
        CwlSecondaryFiles patterns = new CwlSecondaryFiles();
        YamlNodes.of(text).ifPresent(root -> patterns.look(root, false));
        return new ArrayList<>(patterns.found);
    }

    /**
     * The name that a pattern makes of a file's (CWL 1.2, SecondaryFileSchema): each caret takes a suffix away, a
     * question mark at the end means that there need not be one.
     */
    public static String name(String file, String pattern) {
        String suffix = pattern.endsWith("?") ? pattern.substring(0, pattern.length() - 1) : pattern;
        String stem = file;
        while (suffix.startsWith("^")) {
            suffix = suffix.substring(1);
            int dot = stem.lastIndexOf('.');
            stem = dot > 0 ? stem.substring(0, dot) : stem;
        }
        return stem + suffix;
    }

    private void look(Node node, boolean pattern) {
        switch (node) {
            case ScalarNode scalar -> {
                if (pattern
                        && !scalar.getValue().contains("$")
                        && !scalar.getValue().contains("/")) {
                    found.add(scalar.getValue());
                }
            }
            case SequenceNode sequence -> {
                if (seen.add(node)) {
                    sequence.getValue().forEach(one -> look(one, pattern));
                }
            }
            case MappingNode mapping -> {
                if (seen.add(node)) {
                    for (NodeTuple tuple : mapping.getValue()) {
                        String key = YamlNodes.key(tuple);
                        look(tuple.getValueNode(), key.equals("secondaryFiles") || (pattern && key.equals("pattern")));
                    }
                }
            }
            default -> {}
        }
    }
}
