package org.westerly.server.engine.parameters;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rules for paths, by the names that definitions written for Metis use. */
public enum PathRule {
    NO_PARENT_TRAVERSAL("must not hold '..' between slashes"),
    ABSOLUTE_PATH("must begin with '/'"),
    SAFE_FILENAME("must be a plain file name"),
    WRITABLE_DIRECTORY("must be a folder that the server may write to");

    private final String words;

    PathRule(String words) {
        this.words = words;
    }

    /** By the word that definitions use. */
    public static Optional<PathRule> named(String word) {
        return Arrays.stream(values())
                .filter(rule -> rule.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    String words() {
        return words;
    }

    boolean holds(String value) {
        return switch (this) {
            case NO_PARENT_TRAVERSAL -> !List.of(value.split("/", -1)).contains("..");
            case ABSOLUTE_PATH -> value.startsWith("/");
            case SAFE_FILENAME -> isPlain(value);
            case WRITABLE_DIRECTORY -> isWritable(value);
        };
    }

    private static boolean isPlain(String value) {
        return !List.of("", ".", "..").contains(value) && value.chars().noneMatch(c -> "/\\:*?\"<>|".indexOf(c) >= 0);
    }

    private static boolean isWritable(String value) {
        try {
            Path folder = Path.of(value);
            return folder.isAbsolute() && Files.isDirectory(folder) && Files.isWritable(folder);
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
