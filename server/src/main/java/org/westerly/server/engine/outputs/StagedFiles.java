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
import org.westerly.server.files.RunFolder;

/**
 * What lay in a folder before the engine was started, so that inputs are not taken for outputs. A file that the engine
 * has changed since is one of its outputs.
 */
final class StagedFiles {

    private final Map<String, String> stamps;

    private StagedFiles(Map<String, String> stamps) {
        this.stamps = stamps;
    }

    static void record(RunFolder folder, Path root) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                lines.append(PercentEncoding.path(root.relativize(file)))
                        .append(' ')
                        .append(stamp(file))
                        .append('\n');
            }
        }
        Files.writeString(list(folder), lines);
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

    boolean unchanged(Path root, Path file) throws IOException {
        String known = stamps.get(PercentEncoding.path(root.relativize(file)));
        return known != null && known.equals(stamp(file));
    }

    private static Path list(RunFolder folder) {
        return folder.engine().resolve("staged.txt");
    }

    private static String stamp(Path file) throws IOException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return is.size() + " " + is.lastModifiedTime().toInstant();
    }
}
