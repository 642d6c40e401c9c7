package org.westerly.nextflow;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Gives files of a shared work folder a second name in the run's own folder, which they outlive the work folder under.
 * Links that lead out of the run's folder are not followed by the server.
 */
final class Keep {

    /** Set where the work folder is a shared one. */
    static final String PROPERTY = "westerly.keep";

    private Keep() {}

    static boolean wanted() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** Nothing happens where there is no such file, or where it has that name already. */
    static void file(Path file, Path name) throws IOException {
        if (!Files.isRegularFile(file) || Files.exists(name)) {
            return;
        }
        try {
            Files.createLink(name, file);
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system: a copy, as it is now.
            Files.copy(file, name);
        }
    }

    /** Puts in the place of a symbolic link what it leads to. */
    static void insteadOfLink(Path link) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            return;
        }
        Path target = link.toRealPath();
        Files.delete(link);
        if (Files.isRegularFile(target)) {
            file(target, link);
        } else {
            Files.walkFileTree(target, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Files.createDirectories(link.resolve(target.relativize(folder)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path name = link.resolve(target.relativize(file));
                    if (attributes.isSymbolicLink()) {
                        Files.copy(file.toRealPath(), name, StandardCopyOption.REPLACE_EXISTING);
                    } else {
                        file(file, name);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
