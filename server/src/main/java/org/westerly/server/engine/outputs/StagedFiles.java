package org.westerly.server.engine.outputs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.westerly.server.engine.RunFiles;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;

/**
 * What lay in a run's folders before the engine was started, so that inputs are not taken for what the run made. A file
 * that the engine has changed since is of its making.
 */
final class StagedFiles {

    private final Map<String, String> stamps;

    private StagedFiles(Map<String, String> stamps) {
        this.stamps = stamps;
    }

    /** @param more a folder besides the working directory, or within it */
    static void record(RunFolder folder, Path more) throws IOException {
        StringBuilder lines = new StringBuilder();
        add(folder, folder.work(), lines);
        if (!more.startsWith(folder.work())) {
            add(folder, more, lines);
        }
        Files.writeString(list(folder), lines);
    }

    private static void add(RunFolder folder, Path top, StringBuilder lines) throws IOException {
        if (!Files.isDirectory(top)) {
            return;
        }
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                lines.append(EncodedPath.of(folder.root().relativize(file)))
                        .append(' ')
                        .append(stamp(file))
                        .append('\n');
            }
        }
    }

    static StagedFiles read(RunFolder folder) throws IOException {
        Path list = RunFiles.regular(folder, list(folder)).orElse(null);
        if (list == null) {
            return new StagedFiles(Map.of());
        }
        Map<String, String> stamps = new HashMap<>();
        try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
            lines.map(line -> line.split(" ", 2))
                    .filter(line -> line.length == 2)
                    .forEach(line -> stamps.put(line[0], line[1]));
        }
        return new StagedFiles(stamps);
    }

    boolean unchanged(RunFolder folder, Path file) throws IOException {
        if (stamps.isEmpty()) {
            return false;
        }
        String known = stamps.get(EncodedPath.of(folder.root().relativize(file)));
        return known != null && known.equals(stamp(file));
    }

    /** As the opposite of {@link #unchanged}; what is gone was made by nobody. */
    boolean made(RunFolder folder, Path file) {
        try {
            return !unchanged(folder, file);
        } catch (IOException gone) {
            return false;
        }
    }

    private static Path list(RunFolder folder) {
        return folder.engine().resolve("staged.txt");
    }

    private static String stamp(Path file) throws IOException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return is.size() + " " + is.lastModifiedTime().toInstant();
    }
}
