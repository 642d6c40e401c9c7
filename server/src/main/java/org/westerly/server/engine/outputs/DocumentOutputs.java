package org.westerly.server.engine.outputs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import org.westerly.server.engine.RunFiles;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.files.RunFolder;

/** A JSON object that the engine leaves: as it is, but that its files are named by their place below the output root. */
record DocumentOutputs(Outputs.Document document, Place place) implements OutputReader {

    /** Bytes of the document. */
    static final int LIMIT = 32 << 20;

    /** Numbers keep their digits: an output of 0.10 or 2^70 is nobody's to round. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What the engine left is no outputs document; the message says why. */
    private static final class NotUnderstoodException extends Exception {
        NotUnderstoodException(String message) {
            super(message);
        }
    }

    @Override
    public Path root(RunFolder folder) {
        return document.root() == null ? folder.outputs() : place.of(folder, document.root());
    }

    @Override
    public void prepare(RunFolder folder) throws IOException {
        StagedFiles.record(folder, folder.work());
    }

    @Override
    public List<PathMatcher> excluded() {
        return List.of();
    }

    @Override
    public Found read(RunFolder folder) throws OutputsUnreadableException {
        try {
            return values(folder);
        } catch (NotUnderstoodException e) {
            Found found = new FileList(folder, root(folder)).read(List.of());
            List<String> notes = new ArrayList<>(List.of(
                    "the engine's output document " + e.getMessage() + "; listed are the files that are there"));
            notes.addAll(found.notes());
            return new Found(found.json(), notes);
        }
    }

    @Override
    public Found partial(RunFolder folder) throws OutputsUnreadableException {
        try {
            return values(folder);
        } catch (NotUnderstoodException e) {
            return new Found("{}", List.of());
        }
    }

    private Found values(RunFolder folder) throws OutputsUnreadableException, NotUnderstoodException {
        JsonNode tree = parse(folder);
        JsonNode at = tree.at(document.pointer());
        if (!(at instanceof ObjectNode outputs)) {
            throw new NotUnderstoodException(
                    document.pointer().isEmpty() ? "is no JSON object" : "has no object at " + document.pointer());
        }
        List<String> notes = new ArrayList<>();
        try {
            new OutputFiles(folder, root(folder), document.files(), notes).relocate(outputs);
        } catch (IOException e) {
            throw new OutputsUnreadableException(
                    "an output file could not be kept: " + e.getClass().getSimpleName());
        }
        return new Found(outputs.toString(), notes);
    }

    private JsonNode parse(RunFolder folder) throws OutputsUnreadableException, NotUnderstoodException {
        Path file = document.file() == null ? folder.stdout() : place.of(folder, document.file());
        Path found = RunFiles.regular(folder, file).orElseThrow(() -> new NotUnderstoodException("is not there"));
        try (InputStream stream = Files.newInputStream(found)) {
            byte[] bytes = stream.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new NotUnderstoodException("is longer than " + (LIMIT >> 20) + " MiB");
            }
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new NotUnderstoodException("is not JSON (" + e.getOriginalMessage() + ")");
        } catch (IOException e) {
            throw new OutputsUnreadableException("the engine's output document could not be read: "
                    + e.getClass().getSimpleName());
        }
    }
}
