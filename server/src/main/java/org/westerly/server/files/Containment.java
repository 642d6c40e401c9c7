package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Finds files that may be shown to a client: whatever links a workflow made, none leads out of its run's folder. */
public final class Containment {

    private Containment() {}

    /**
     * The regular file that {@code base/relative} stands for, free of links; empty when there is none, when the name
     * leaves the base, when a link leads out of the run's folder, or when it is something that must not be opened: a
     * pipe would block its reader.
     */
    public static Optional<Path> file(RunFolder run, Path base, String relative) {
        try {
            Path named = base.resolve(relative).normalize();
            return named.startsWith(base) ? file(run, named) : Optional.empty();
        } catch (InvalidPathException notAName) {
            return Optional.empty();
        }
    }

    /** As above, for a path that is known whole. */
    public static Optional<Path> file(RunFolder run, Path path) {
        try {
            Path real = path.toRealPath();
            boolean inside = real.startsWith(run.root().toRealPath());
            return inside && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
