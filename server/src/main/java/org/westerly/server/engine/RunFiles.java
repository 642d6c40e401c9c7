package org.westerly.server.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.RunFolder;

/** Files in a folder that workflows can write to: any of them may have become a link to elsewhere, or a pipe. */
public final class RunFiles {

    private RunFiles() {}

    /** The file itself, if it is one and lies in the run's folder. Opening a pipe would wait for ever. */
    public static Optional<Path> regular(RunFolder folder, @Nullable Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            Path real = file.toRealPath();
            return real.startsWith(folder.root()) && Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
