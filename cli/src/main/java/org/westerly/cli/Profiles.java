package org.westerly.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Servers by name, from the user's own file.
 *
 * @param urls by the profile's name
 * @param usual the one that is meant when none is named; null for none
 */
record Profiles(Map<String, String> urls, @Nullable String usual) {

    private static final Profiles NONE = new Profiles(Map.of(), null);

    /** {@code $XDG_CONFIG_HOME/westerly/client.yaml}, which usually is below {@code ~/.config}. */
    static Path file(Map<String, String> environment) {
        String given = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path home = given.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config")
                : Path.of(given);
        return home.resolve("westerly/client.yaml");
    }

    /** @throws InvalidUseException when it is there and cannot be understood */
    static Profiles read(Path file) {
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            Node root = new Yaml().compose(new StringReader(Files.readString(file)));
            return root == null ? NONE : of(root, file);
        } catch (IOException | YAMLException e) {
            throw new InvalidUseException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static Profiles of(Node root, Path file) {
        Map<String, String> urls = new LinkedHashMap<>();
        String usual = null;
        for (Map.Entry<String, Node> entry : members(root, file, "the file").entrySet()) {
            switch (entry.getKey()) {
                case "default" -> usual = text(entry.getValue(), file, "default");
                case "profiles" ->
                    members(entry.getValue(), file, "profiles")
                            .forEach((name, profile) -> urls.put(name, url(profile, file, "profiles." + name)));
                default -> throw unknown(file, entry.getKey(), "default, profiles");
            }
        }
        return new Profiles(urls, usual);
    }

    private static String url(Node profile, Path file, String name) {
        String url = null;
        for (Map.Entry<String, Node> entry : members(profile, file, name).entrySet()) {
            if (!entry.getKey().equals("url")) {
                throw unknown(file, name + "." + entry.getKey(), name + ".url");
            }
            url = text(entry.getValue(), file, name + ".url");
        }
        if (url == null) {
            throw new InvalidUseException(file + ": " + name + " has no url");
        }
        return url;
    }

    /** The address of a profile; of the usual one, if there is one, for null. */
    Optional<String> url(@Nullable String name) {
        String wanted = name == null ? usual : name;
        if (wanted == null) {
            return Optional.empty();
        }
        String url = urls.get(wanted);
        if (url == null) {
            throw new InvalidUseException("there is no profile '" + wanted + "'; there "
                    + (urls.isEmpty() ? "are none" : "is: " + String.join(", ", urls.keySet())));
        }
        return Optional.of(url);
    }

    private static Map<String, Node> members(Node node, Path file, String name) {
        if (!(node instanceof MappingNode mapping)) {
            throw new InvalidUseException(file + ": " + name + " must be a map");
        }
        Map<String, Node> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            members.put(text(tuple.getKeyNode(), file, "a key of " + name), tuple.getValueNode());
        }
        return members;
    }

    private static String text(Node node, Path file, String name) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new InvalidUseException(file + ": " + name + " must be a text");
    }

    private static InvalidUseException unknown(Path file, String key, String known) {
        return new InvalidUseException(file + ": there is no setting '" + key + "'; there is: " + known);
    }
}
