package org.westerly.server.engine.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Several versions of an engine in one file: the file as it stands, and once more for each of {@code engine.releases}, with
 * that release's keys in the place of the first's.
 */
final class Releases {

    private static final String ENGINE = "engine";
    private static final String RELEASES = "releases";
    private static final String VERSION = "version";

    private Releases() {}

    static List<Node> of(Node file) {
        List<Node> all = new ArrayList<>(List.of(file));
        if (value(file, ENGINE) instanceof MappingNode engine
                && value(engine, RELEASES) instanceof MappingNode releases) {
            for (NodeTuple release : releases.getValue()) {
                if (release.getKeyNode() instanceof ScalarNode version
                        && release.getValueNode() instanceof MappingNode different) {
                    all.add(with(file, ENGINE, released(engine, version, different)));
                }
            }
        }
        return all;
    }

    private static MappingNode released(MappingNode engine, ScalarNode version, MappingNode different) {
        Set<String> replaced = new HashSet<>(Set.of(VERSION, RELEASES));
        different.getValue().forEach(tuple -> replaced.add(key(tuple)));
        List<NodeTuple> tuples = new ArrayList<>();
        engine.getValue().stream()
                .filter(tuple -> !replaced.contains(key(tuple)))
                .forEach(tuples::add);
        tuples.add(new NodeTuple(
                new ScalarNode(
                        Tag.STR, VERSION, version.getStartMark(), version.getEndMark(), version.getScalarStyle()),
                version));
        tuples.addAll(different.getValue());
        return mapping(engine, tuples);
    }

    private static Node with(Node file, String key, Node value) {
        MappingNode mapping = (MappingNode) file;
        return mapping(
                mapping,
                mapping.getValue().stream()
                        .map(tuple -> key(tuple).equals(key) ? new NodeTuple(tuple.getKeyNode(), value) : tuple)
                        .toList());
    }

    private static MappingNode mapping(MappingNode like, List<NodeTuple> tuples) {
        return new MappingNode(Tag.MAP, true, tuples, like.getStartMark(), like.getEndMark(), like.getFlowStyle());
    }

    private static @Nullable Node value(Node mapping, String key) {
        return mapping instanceof MappingNode found
                ? found.getValue().stream()
                        .filter(tuple -> key(tuple).equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
