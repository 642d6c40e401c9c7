package org.westerly.cli.gather;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Files of this machine, refused in words when they are not what was hoped for. */
final class LocalFiles {

    /** A larger document is none that people write. */
    private static final long LARGEST_DOCUMENT = 8L << 20;

    /** What engines leave in the folder that they were started in. */
    private static final Set<String> LEFT_BY_ENGINES = Set.of("work", "cromwell-executions", "cromwell-workflow-logs");

    private LocalFiles() {}

    /** Absolute, and without {@code ..}; links stay as they are, since names are what workflows go by. */
    static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    static String text(Path document) {
        try {
            if (Files.size(document) > LARGEST_DOCUMENT) {
                throw new GatherException(document + " is larger than 8 MiB: that is no workflow");
            }
            return new String(Files.readAllBytes(document), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GatherException("cannot read " + document + ": " + e.getMessage(), e);
        }
    }

    /** Is a file that can be read; else the user is told who names it. */
    static Path readable(Path file, String namedBy) {
        if (!Files.exists(file)) {
            throw new GatherException(namedBy + ": there is no file " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new GatherException(namedBy + ": " + file + " is not a file");
        }
        if (!Files.isReadable(file)) {
            throw new GatherException(namedBy + ": " + file + " may not be read by you");
        }
        return file;
    }

    /** Everything below a folder. */
    static List<Path> below(Path folder, String namedBy) {
        return walk(folder, namedBy, _ -> true);
    }

    /** What belongs to a project: not what is hidden, such as {@code .git}, nor what engines leave behind. */
    static List<Path> project(Path folder, String namedBy) {
        return walk(folder, namedBy, path -> {
            String name = path.getFileName().toString();
            return !name.startsWith(".")
                    && !(folder.equals(path.getParent()) && LEFT_BY_ENGINES.contains(name) && Files.isDirectory(path));
        });
    }

    private static List<Path> walk(Path folder, String namedBy, Predicate<Path> wanted) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                            return at.equals(folder) || wanted.test(at)
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.SKIP_SUBTREE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            if (wanted.test(file)) {
                                files.add(readable(file, namedBy));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException | UncheckedIOException e) {
            throw new GatherException(namedBy + ": cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
        files.sort(null);
        return files;
    }
}
