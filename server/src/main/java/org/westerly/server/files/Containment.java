package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.Files;
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
    public static Optional<Path> file(RunFolder run, Path base, Path relative) {
        return named(base, relative).flatMap(named -> file(run, named));
    }

    /** As {@link #file(RunFolder, Path, Path)}, of a folder. */
    public static Optional<Path> folder(RunFolder run, Path base, Path relative) {
        return named(base, relative)
                .flatMap(named -> inside(run, named))
                .filter(real -> Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS));
    }

    /** The path, links and all; empty when the name leaves the base. */
    public static Optional<Path> named(Path base, Path relative) {
        Path named = base.resolve(relative).normalize();
        return named.startsWith(base) ? Optional.of(named) : Optional.empty();
    }

    /** As above, for a path that is known whole. */
    public static Optional<Path> file(RunFolder run, Path path) {
        return inside(run, path).filter(real -> Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS));
    }

    /** What the path stands for, free of links; empty when it is not there or not in the run's folder. */
    public static Optional<Path> inside(RunFolder run, Path path) {
        try {
            Path real = path.toRealPath();
            return real.startsWith(run.root().toRealPath()) ? Optional.of(real) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
