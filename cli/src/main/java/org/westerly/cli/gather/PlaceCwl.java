package org.westerly.cli.gather;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.cli.gather.ReadParams.Param;
import org.westerly.documents.CwlSecondaryFiles;

/** The files and folders of CWL: objects of class {@code File} or {@code Directory}, wherever they are. */
final class PlaceCwl {

    private final Attached attached;
    private final Iterable<String> secondaryFiles;

    PlaceCwl(Attached attached, Iterable<String> secondaryFiles) {
        this.attached = attached;
        this.secondaryFiles = secondaryFiles;
    }

    JsonNode value(String name, Param param) {
        String namedBy = "the parameter " + name;
        if (!param.file()) {
            return value(param.value(), param.base(), namedBy);
        }
        String path = param.value().asText();
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("class", Files.isDirectory(param.base().resolve(path)) ? "Directory" : "File");
        object.put("path", path);
        return value(object, param.base(), namedBy);
    }

    private JsonNode value(JsonNode value, Path base, String namedBy) {
        if (value instanceof ArrayNode array) {
            ArrayNode placed = JsonNodeFactory.instance.arrayNode();
            array.forEach(one -> placed.add(value(one, base, namedBy)));
            return placed;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        ObjectNode placed = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> placed.set(entry.getKey(), value(entry.getValue(), base, namedBy)));
        String type = object.path("class").asText();
        if (type.equals("File") || type.equals("Directory")) {
            place(placed, type.equals("File"), base, namedBy);
        }
        return placed;
    }

    private void place(ObjectNode object, boolean file, Path base, String namedBy) {
        for (String key : List.of("location", "path")) {
            Path path = local(key, object.path(key).asText(""), base, namedBy);
            if (path == null) {
                continue;
            }
            String name;
            if (file) {
                name = attached.add(LocalFiles.readable(path, namedBy));
                beside(path);
            } else if (Files.isDirectory(path)) {
                name = PlaceParams.folder(attached, path, namedBy);
            } else {
                throw new GatherException(namedBy + ": there is no folder " + path);
            }
            object.put(key, key.equals("location") ? encoded(name) : name);
        }
    }

    /** Those of the document's patterns that are there; the engine says which of the others it misses. */
    private void beside(Path file) {
        for (String pattern : secondaryFiles) {
            Path secondary = file.resolveSibling(
                    CwlSecondaryFiles.name(file.getFileName().toString(), pattern));
            if (Files.isRegularFile(secondary)) {
                attached.add(LocalFiles.readable(secondary, "beside " + file));
            } else if (Files.isDirectory(secondary)) {
                PlaceParams.folder(attached, secondary, "beside " + file);
            }
        }
    }

    /** Null for what is not of this machine. */
    private static @Nullable Path local(String key, String text, Path base, String namedBy) {
        if (text.isEmpty()) {
            return null;
        }
        if (text.startsWith("file:")) {
            String path = URI.create(text).getPath();
            if (path == null) {
                throw new GatherException(namedBy + ": " + text + " is no absolute file URL");
            }
            return Path.of(path).normalize();
        }
        if (PlaceParams.URL.matcher(text).matches()) {
            return null;
        }
        String path =
                key.equals("location") ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
        // A location that was never encoded is what most people write.
        return Files.exists(base.resolve(path))
                ? base.resolve(path).normalize()
                : base.resolve(text).normalize();
    }

    private static String encoded(String name) {
        try {
            // With a slash before it, so that a colon is not taken for the end of a scheme.
            return new URI(null, null, "/" + name, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
