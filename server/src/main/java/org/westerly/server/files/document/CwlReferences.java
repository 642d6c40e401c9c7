package org.westerly.server.files.document;

import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The tools of steps, what is imported, mixed in or included, and the files that are defaults. Only the tree of nodes is
 * composed: no object is made, no alias unfolded.
 */
final class CwlReferences {

    private static final Set<String> DOCUMENTS = Set.of("run", "$import", "$mixin");
    private static final Set<String> PLACES = Set.of("location", "path");

    private final List<Reference> found = new ArrayList<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private CwlReferences() {}

    static List<Reference> in(String text) {
        // JSON may be indented by tabs, which YAML may not; between its quotes there are none.
        String yaml = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
        CwlReferences references = new CwlReferences();
        try {
            Node root = new Yaml(options()).compose(new StringReader(yaml));
            if (root != null) {
                references.look(root);
            }
        } catch (YAMLException notYaml) {
            return List.of();
        }
        return references.found;
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the caller bounds what it reads
        options.setNestingDepthLimit(200);
        return options;
    }

    private void look(Node node) {
        if (!seen.add(node)) {
            return; // an alias can lead back to what holds it
        }
        switch (node) {
            case MappingNode mapping -> {
                boolean file = "File".equals(text(mapping, "class"));
                for (NodeTuple tuple : mapping.getValue()) {
                    String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                    if (tuple.getValueNode() instanceof ScalarNode value) {
                        take(key, value.getValue(), file);
                    }
                    look(tuple.getValueNode());
                }
            }
            case SequenceNode sequence -> sequence.getValue().forEach(this::look);
            default -> {}
        }
    }

    private void take(String key, String value, boolean file) {
        if (DOCUMENTS.contains(key)) {
            path(value).map(Reference::document).ifPresent(found::add);
        } else if (key.equals("$include") || (file && PLACES.contains(key))) {
            path(value).map(Reference::file).ifPresent(found::add);
        }
    }

    /** Of a relative reference (RFC 3986), without its query and fragment; one that is a fragment only has none. */
    private static Optional<String> path(String reference) {
        String path = reference.replaceFirst("[?#].*", "");
        try {
            return path.isEmpty()
                    ? Optional.empty()
                    : Optional.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.of(path);
        }
    }

    private static @Nullable String text(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name
                    && name.getValue().equals(key)
                    && tuple.getValueNode() instanceof ScalarNode value) {
                return value.getValue();
            }
        }
        return null;
    }
}
