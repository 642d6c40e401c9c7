package org.westerly.server.engine.configured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.westerly.server.files.RunFolder;

/**
 * Gives the File and Directory values of a CWL output object places that a client can use. Paths of this machine never
 * leave it: what cannot be fetched keeps its name and size, and loses its place.
 */
record OutputFiles(RunFolder folder, List<String> notes) {

    void relocate(JsonNode node) throws IOException {
        if (node instanceof ObjectNode object) {
            String kind = object.path("class").asText();
            if (kind.equals("File") || kind.equals("Directory")) {
                place(object);
            }
        }
        for (JsonNode child : node) {
            relocate(child);
        }
    }

    private void place(ObjectNode object) throws IOException {
        String location = object.path("location").asText(object.path("path").asText());
        object.remove(List.of("path", "dirname"));
        if (location.isEmpty() || location.startsWith("_:") || isRemote(location)) {
            return; // a literal, whose contents are in the value itself, or something that lies elsewhere
        }
        object.remove("location");
        Optional<Path> kept = local(location).flatMap(this::existing);
        if (kept.isEmpty()) {
            notes.add("the output '" + object.path("basename").asText("?")
                    + "' is outside the run and cannot be fetched");
            return;
        }
        Path file = kept.get();
        if (!file.startsWith(folder.outputs())) {
            if (!Files.isRegularFile(file)) {
                notes.add("the folder '" + file.getFileName() + "' is not among the outputs and cannot be fetched");
                return;
            }
            file = adopt(file);
        }
        object.put(
                "location",
                DocumentOutputs.PREFIX + PercentEncoding.path(folder.outputs().relativize(file)));
    }

    /** {@code file:} is the engine's way of naming what lies on this machine, and so is a bare path. */
    private static boolean isRemote(String location) {
        String lower = location.toLowerCase(Locale.ROOT);
        return lower.matches("[a-z][a-z0-9+.-]*:.*") && !lower.startsWith("file:");
    }

    private Optional<Path> local(String location) {
        try {
            Path path = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
            return Optional.of(folder.outputs().resolve(path).normalize());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no path, in any of the ways a text can be none
        }
    }

    /** The path, if following all links it ends within the run's folder. */
    private Optional<Path> existing(Path path) {
        try {
            return path.toRealPath().startsWith(folder.root()) ? Optional.of(path) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** An input that was passed through: gets a second name among the outputs, the same one when asked again. */
    private Path adopt(Path file) throws IOException {
        Path real = file.toRealPath();
        if (!folder.outputs().toRealPath().equals(folder.outputs())) {
            throw new IOException("the outputs folder has become a link");
        }
        for (int n = 1; ; n++) {
            String name = file.getFileName().toString();
            Path candidate = folder.outputs().resolve(n == 1 ? name : n + "_" + name);
            try {
                if (Files.exists(candidate) && Files.isSameFile(candidate, real)) {
                    return candidate;
                }
                Files.createLink(candidate, real);
                return candidate;
            } catch (FileAlreadyExistsException e) {
                if (Files.mismatch(candidate, real) == -1) {
                    return candidate;
                }
            } catch (FileSystemException | UnsupportedOperationException e) {
                Files.copy(real, candidate);
                return candidate;
            }
        }
    }
}
