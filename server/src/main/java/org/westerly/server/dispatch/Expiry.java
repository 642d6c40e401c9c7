package org.westerly.server.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.westerly.server.files.RunFolder;

/**
 * Why a run is stopped for a limit, kept in its folder from before the first signal: should the server die before it has
 * told the end, the next one would otherwise take the stop for the engine's own failure.
 */
final class Expiry {

    private static final int LIMIT = 1_000;

    private Expiry() {}

    static void write(RunFolder folder, String reason) throws IOException {
        Files.writeString(folder.expired(), reason);
    }

    static Optional<String> read(RunFolder folder) {
        Path file = folder.expired();
        // The run's own programs can write here too: a pipe in its place would be waited for without end.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new String(stream.readNBytes(LIMIT), StandardCharsets.UTF_8).strip())
                    .filter(reason -> !reason.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
