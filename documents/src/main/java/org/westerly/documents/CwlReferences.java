package org.westerly.documents;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The tools of steps, what is imported, mixed in or included, and the files and folders that are defaults. */
final class CwlReferences {

    private static final Set<String> DOCUMENTS = Set.of("run", "$import", "$mixin");
    private static final Set<String> PLACES = Set.of("location", "path");

    private final List<Reference> found = new ArrayList<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private CwlReferences() {}

    static List<Reference> in(String text) {
        CwlReferences references = new CwlReferences();
        YamlNodes.of(text).ifPresent(references::look);
        return references.found;
    }

    private void look(Node node) {
        if (!seen.add(node)) {
            return; // an alias can lead back to what holds it
        }
        switch (node) {
            case MappingNode mapping -> {
                String type = YamlNodes.text(mapping, "class").orElse("");
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getValueNode() instanceof ScalarNode value) {
                        take(YamlNodes.key(tuple), value.getValue(), type);
                    }
                    look(tuple.getValueNode());
                }
            }
            case SequenceNode sequence -> sequence.getValue().forEach(this::look);
            default -> {}
        }
    }

    private void take(String key, String value, String type) {
        if (DOCUMENTS.contains(key)) {
            path(value).map(Reference::document).ifPresent(found::add);
        } else if (key.equals("$include") || (type.equals("File") && PLACES.contains(key))) {
            path(value).map(Reference::file).ifPresent(found::add);
        } else if (type.equals("Directory") && PLACES.contains(key)) {
            path(value).map(Reference::folder).ifPresent(found::add);
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
}
