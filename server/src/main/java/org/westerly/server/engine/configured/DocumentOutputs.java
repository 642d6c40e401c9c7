package org.westerly.server.engine.configured;

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
import java.util.ArrayList;
import java.util.List;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.files.RunFolder;

/** A CWL output object: as it is, but that its files are named by their place below the outputs folder. */
record DocumentOutputs(Outputs.Document document) implements OutputReader {

    /** Stands before a path; the server puts the URL of the run's outputs in its place. */
    static final String PREFIX = "outputs:";

    /** Bytes of the document. */
    static final int LIMIT = 32 << 20;

    /** Numbers keep their digits: an output of 0.10 or 2^70 is nobody's to round. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Override
    public Path root(RunFolder folder) {
        return folder.outputs();
    }

    @Override
    public Found read(RunFolder folder) throws OutputsUnreadableException {
        JsonNode tree = parse(folder);
        if (!(tree instanceof ObjectNode outputs)) {
            throw new OutputsUnreadableException("the engine's output document is not a JSON object");
        }
        List<String> notes = new ArrayList<>();
        try {
            new OutputFiles(folder, notes).relocate(outputs);
        } catch (IOException e) {
            throw new OutputsUnreadableException(
                    "an output file could not be kept: " + e.getClass().getSimpleName());
        }
        return new Found(outputs.toString(), notes);
    }

    private JsonNode parse(RunFolder folder) throws OutputsUnreadableException {
        Path file = document.file() == null
                ? folder.stdout()
                : Path.of(document.file().fill(Places.of(folder)));
        Path found = RunFiles.regular(folder, file)
                .orElseThrow(() -> new OutputsUnreadableException("the engine left no output document"));
        try (InputStream stream = Files.newInputStream(found)) {
            byte[] bytes = stream.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new OutputsUnreadableException(
                        "the engine's output document is longer than " + (LIMIT >> 20) + " MiB");
            }
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new OutputsUnreadableException("the engine's output document is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new OutputsUnreadableException("the engine's output document could not be read: "
                    + e.getClass().getSimpleName());
        }
    }
}
