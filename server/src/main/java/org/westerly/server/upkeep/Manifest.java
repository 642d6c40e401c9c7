package org.westerly.server.upkeep;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a backup is, written when all of it is on disk: without it, a backup was not finished.
 *
 * @param madeAt when the store was copied, ISO 8601
 * @param journalEnd the journal's last line, as {@code POSITION:HASH}
 * @param store SHA-256 of the copy of the store
 * @param lists SHA-256 over the lists of files
 */
public record Manifest(String madeAt, String journalEnd, String store, String lists, long files, long bytes) {

    static final String NAME = "manifest.json";
    private static final int FORMAT = 1;

    /** Where the copy of the store is in a backup. */
    public static Path store(Path backup) {
        return backup.resolve("store.db");
    }

    /** SHA-256 of a file, as it stands here. */
    public static String digest(Path file) throws IOException {
        return BackupList.sha256(file);
    }

    static Path lists(Path backup) {
        return backup.resolve("lists");
    }

    /** From now on, and until {@link #write}, this is no whole backup. */
    public static void remove(Path backup) throws IOException {
        Files.deleteIfExists(backup.resolve(NAME));
        sync(backup, StandardOpenOption.READ);
    }

    /** Is there one? */
    public static boolean isThere(Path backup) {
        return Files.exists(backup.resolve(NAME));
    }

    /** Puts it there, durably. */
    public void write(Path backup) throws IOException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("format", FORMAT);
        json.put("made_at", madeAt);
        json.put("journal_end", journalEnd);
        json.put("store_sha256", store);
        json.put("lists_sha256", lists);
        json.put("files", files);
        json.put("bytes", bytes);
        Path half = backup.resolve(NAME + ".new");
        Files.writeString(half, json.toPrettyString() + "\n");
        sync(half, StandardOpenOption.WRITE);
        Files.move(half, backup.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        sync(backup, StandardOpenOption.READ);
    }

    /**
     * Reads it; empty when there is none.
     *
     * @throws IOException also when it is damaged
     */
    public static Optional<Manifest> read(Path backup) throws IOException {
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readString(backup.resolve(NAME)));
            if (json.path("format").asInt() != FORMAT) {
                throw new IOException(NAME + " is of another format than this program writes");
            }
            return Optional.of(new Manifest(
                    json.path("made_at").asText(),
                    json.path("journal_end").asText(),
                    json.path("store_sha256").asText(),
                    json.path("lists_sha256").asText(),
                    json.path("files").asLong(),
                    json.path("bytes").asLong()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (JacksonException damaged) {
            throw new IOException(NAME + " is damaged", damaged);
        }
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
