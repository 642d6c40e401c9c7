package org.westerly.server.engine.outputs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;

/**
 * Gives the files in an outputs document places that a client can use. Paths of this machine never leave it: what cannot
 * be fetched keeps its name, and loses its place.
 */
final class OutputFiles {

    /** Stands before a path in the {@code location} of a File; the server puts the URL of the run's outputs in its place. */
    static final String LOCATION = "outputs:";

    /** The same before a path that is a value of its own. No workflow's text begins like that by chance. */
    static final String VALUE = "westerly-outputs:";

    private final RunFolder folder;
    private final Path root;
    private final Outputs.Files kind;
    private final List<String> notes;

    OutputFiles(RunFolder folder, Path root, Outputs.Files kind, List<String> notes) {
        this.folder = folder;
        this.root = root.normalize();
        this.kind = kind;
        this.notes = notes;
    }

    void relocate(ObjectNode outputs) throws IOException {
        relocate((JsonNode) outputs);
    }

    private void relocate(JsonNode node) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                String type = object.path("class").asText();
                if (type.equals("File") || type.equals("Directory")) {
                    place(object);
                }
                for (String name :
                        object.propertyStream().map(Map.Entry::getKey).toList()) {
                    JsonNode value = relocated(object.get(name));
                    if (!key(name).equals(name)) {
                        object.remove(name);
                    }
                    object.set(key(name), value);
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, relocated(array.get(i)));
                }
            }
            default -> {}
        }
    }

    /** The same node, with other values in it, or another in its place. */
    private JsonNode relocated(JsonNode node) throws IOException {
        if (node instanceof TextNode text && kind == Outputs.Files.PATHS) {
            return TextNode.valueOf(value(text.textValue()));
        }
        relocate(node);
        return node;
    }

    /** A text that is a path of the run's folder becomes a place; every other one is just a text. */
    private String value(String text) throws IOException {
        if (!text.startsWith("/") && !text.startsWith("file:/")) {
            return text;
        }
        Path path = local(text).orElse(null);
        if (path == null || !path.startsWith(folder.root()) || path.equals(folder.root())) {
            return text;
        }
        Optional<Path> kept = kept(path, path.getFileName().toString());
        return kept.isPresent()
                ? VALUE + EncodedPath.of(kept.get())
                : path.getFileName().toString();
    }

    /** A map may have files for keys, which nobody can fetch by. */
    private String key(String name) {
        return kind == Outputs.Files.PATHS && name.startsWith(folder.root() + "/")
                ? name.substring(folder.root().toString().length() + 1)
                : name;
    }

    private void place(ObjectNode object) throws IOException {
        String location = object.path("location").asText(object.path("path").asText());
        object.remove(List.of("path", "dirname"));
        if (location.isEmpty() || location.startsWith("_:") || isRemote(location)) {
            return; // a literal, whose contents are in the value itself, or something that lies elsewhere
        }
        object.remove("location");
        String name = object.path("basename").asText("?");
        Path path = local(location).orElse(null);
        if (path == null) {
            notes.add("the output '" + name + "' is outside the run and cannot be fetched");
            return;
        }
        Optional<Path> kept = kept(path, name);
        if (kept.isPresent()) {
            object.put("location", LOCATION + EncodedPath.of(kept.get()));
        }
    }

    /** {@code file:} is the engine's way of naming what lies on this machine, and so is a bare path. */
    private static boolean isRemote(String location) {
        String lower = location.toLowerCase(Locale.ROOT);
        return lower.matches("[a-z][a-z0-9+.-]*:.*") && !lower.startsWith("file:");
    }

    private Optional<Path> local(String location) {
        try {
            Path path = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
            return Optional.of(root.resolve(path).normalize());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no path, in any of the ways a text can be none
        }
    }

    /** The place below the output root, where there is or can be one; a note says why not. */
    private Optional<Path> kept(Path path, String name) throws IOException {
        Path file = existing(path).orElse(null);
        if (file == null) {
            notes.add("the output '" + name + "' is outside the run and cannot be fetched");
            return Optional.empty();
        }
        if (!file.startsWith(root)) {
            if (!Files.isRegularFile(file)) {
                notes.add("the folder '" + file.getFileName() + "' is not among the outputs and cannot be fetched");
                return Optional.empty();
            }
            file = new AdoptFile(root).adopt(file);
        }
        return Optional.of(root.relativize(file));
    }

    /** The path, if following all links it ends within the run's folder. */
    private Optional<Path> existing(Path path) {
        try {
            return path.toRealPath().startsWith(folder.root()) ? Optional.of(path) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
