package org.westerly.cli.gather;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.westerly.cli.gather.ReadParams.Param;
import org.westerly.documents.WdlFileInputs;

/**
 * Attaches the files that parameters name, and puts their names in the run's folder in the place of their paths here. Which
 * texts are paths depends on the language.
 */
final class PlaceParams {

    /** Where a text is a path. */
    enum Paths {
        /** Surely: it must be there. */
        MUST,
        /** If there is such a file. */
        MAY,
        NONE
    }

    static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);
    private static final Pattern MEANT_AS_PATH = Pattern.compile("(?:\\.{0,2}/.*)|.*/", Pattern.DOTALL);

    private final Attached attached;

    PlaceParams(Attached attached) {
        this.attached = attached;
    }

    /** Parameters of a CWL document. */
    ObjectNode cwl(Map<String, Param> params, Iterable<String> secondaryFiles) {
        PlaceCwl place = new PlaceCwl(attached, secondaryFiles);
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        params.forEach((name, param) -> all.set(name, place.value(name, param)));
        return all;
    }

    /** Parameters of a WDL document: its declarations say which are files. */
    ObjectNode wdl(Map<String, Param> params, WdlFileInputs.Names files) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        params.forEach((name, param) -> {
            String input = name.substring(name.lastIndexOf('.') + 1);
            Paths paths = files.sure().contains(input)
                    ? Paths.MUST
                    : files.perhaps().contains(input) ? Paths.MAY : Paths.NONE;
            all.set(name, value(name, param, paths));
        });
        return all;
    }

    /** Parameters of a language that has no types: a text is a path when there is such a file. */
    ObjectNode untyped(Map<String, Param> params) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        params.forEach((name, param) -> all.set(name, value(name, param, Paths.MAY)));
        return all;
    }

    private JsonNode value(String name, Param param, Paths paths) {
        return value(param.value(), param.base(), param.file() ? Paths.MUST : paths, "the parameter " + name);
    }

    private JsonNode value(JsonNode value, Path base, Paths paths, String namedBy) {
        if (paths == Paths.NONE) {
            return value;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode placed = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(entry -> placed.set(entry.getKey(), value(entry.getValue(), base, paths, namedBy)));
            return placed;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode placed = JsonNodeFactory.instance.arrayNode();
            array.forEach(one -> placed.add(value(one, base, paths, namedBy)));
            return placed;
        }
        return value.isTextual() ? text(value.asText(), base, paths, namedBy) : value;
    }

    private JsonNode text(String text, Path base, Paths paths, String namedBy) {
        if (text.isEmpty() || URL.matcher(text).matches()) {
            return new TextNode(text);
        }
        Path path;
        try {
            path = base.resolve(text).normalize();
        } catch (InvalidPathException noPath) {
            return new TextNode(text);
        }
        if (Files.isDirectory(path)) {
            // A folder "results" may be there by chance, and is meant to be written to.
            return paths == Paths.MUST || MEANT_AS_PATH.matcher(text).matches()
                    ? new TextNode(folder(attached, path, namedBy))
                    : new TextNode(text);
        }
        if (paths == Paths.MAY && !Files.isRegularFile(path)) {
            return new TextNode(text);
        }
        return new TextNode(attached.add(LocalFiles.readable(path, namedBy)));
    }

    static String folder(Attached attached, Path folder, String namedBy) {
        String name = attached.name(folder);
        for (Path file : LocalFiles.below(folder, namedBy)) {
            attached.add(file);
        }
        return name;
    }
}
