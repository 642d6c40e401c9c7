package org.westerly.server.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was fetched for a run, in order: JSON, one object a line, so that what was recorded survives a crash. */
public final class FetchedList {

    /** More than any staging writes: a workflow that writes on must not fill the memory of whoever looks at it. */
    private static final long LARGEST = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunFolder folder;

    private FetchedList(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * An empty list. What an earlier, broken-off staging fetched is removed, so that nothing of it is left where this one
     * fetches less.
     */
    public static FetchedList begin(RunFolder folder) throws IOException {
        for (Fetched earlier : read(folder)) {
            if (earlier.path() != null) {
                Path file = folder.root().resolve(earlier.path()).normalize();
                if (file.startsWith(folder.root())) {
                    Files.deleteIfExists(file);
                }
            }
        }
        DeleteTree.below(folder.fetching());
        DeleteTree.below(folder.inputs());
        Files.deleteIfExists(folder.fetched());
        return new FetchedList(folder);
    }

    public void add(Fetched fetched) throws IOException {
        ObjectNode line = JSON.createObjectNode().put("url", fetched.url());
        if (fetched.path() != null) {
            line.put("path", fetched.path());
        }
        line.put("size", fetched.size()).put("sha256", fetched.sha256());
        Files.writeString(folder.fetched(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What has been recorded so far; lines that are none, as a full disk leaves one, are left out. */
    public static List<Fetched> read(RunFolder folder) {
        Optional<Path> file = Containment.file(folder, folder.fetched());
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            if (Files.size(file.get()) > LARGEST) {
                return List.of();
            }
            // Not by lines: what is no UTF-8 would throw there.
            String text = new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8);
            return text.lines().flatMap(FetchedList::line).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("what was fetched for a run cannot be read", unreadable);
        }
    }

    private static Stream<Fetched> line(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            if (!line.path("url").isTextual()
                    || !line.path("size").canConvertToLong()
                    || !line.path("sha256").isTextual()) {
                return Stream.empty();
            }
            return Stream.of(new Fetched(
                    line.path("url").asText(),
                    path(line),
                    line.path("size").asLong(),
                    line.path("sha256").asText()));
        } catch (JsonProcessingException torn) {
            return Stream.empty();
        }
    }

    private static @Nullable String path(JsonNode line) {
        return line.path("path").isTextual() ? line.path("path").asText() : null;
    }
}
