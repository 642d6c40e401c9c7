package org.westerly.server.engine.outputs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;

/**
 * The files below a folder, as an outputs document. Nextflow publishes by symbolic links into its work folder, so links
 * are followed, but only within the run's folder.
 */
record FileList(RunFolder folder, Path root) {

    static final int MOST_FILES = 10_000;
    private static final int DEPTH = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    OutputReader.Found read(List<PathMatcher> excluded) throws OutputsUnreadableException {
        try {
            Walk walk = new Walk(root, folder, excluded, StagedFiles.read(folder));
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, walk);
            ObjectNode outputs = JSON.createObjectNode();
            ArrayNode files = outputs.putArray("files");
            walk.found.forEach((path, size) -> files.addObject()
                    .put("class", "File")
                    .put("location", OutputFiles.LOCATION + EncodedPath.of(path))
                    .put("path", path.toString())
                    .put("basename", path.getFileName().toString())
                    .put("size", size));
            return new OutputReader.Found(
                    outputs.toString(),
                    walk.cut
                            ? List.of("there are more output files; the first " + MOST_FILES + " found are listed")
                            : List.of());
        } catch (IOException e) {
            throw new OutputsUnreadableException(
                    "the output files could not be listed: " + e.getClass().getSimpleName());
        }
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path root;
        private final RunFolder folder;
        private final List<PathMatcher> excluded;
        private final StagedFiles staged;
        private final TreeMap<Path, Long> found = new TreeMap<>();
        private boolean cut;

        Walk(Path root, RunFolder folder, List<PathMatcher> excluded, StagedFiles staged) {
            this.root = root;
            this.folder = folder;
            this.excluded = excluded;
            this.staged = staged;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) throws IOException {
            return !entered.equals(root) && (isExcluded(entered) || !isInside(entered))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isRegularFile() || isExcluded(file) || !isInside(file) || staged.unchanged(folder, file)) {
                return FileVisitResult.CONTINUE;
            }
            if (found.size() == MOST_FILES) {
                cut = true;
                return FileVisitResult.TERMINATE;
            }
            found.put(root.relativize(file), attributes.size());
            return FileVisitResult.CONTINUE;
        }

        /** A link that leads nowhere or in a circle, or a file that has just gone. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isExcluded(Path file) {
            Path relative = root.relativize(file);
            return excluded.stream().anyMatch(matcher -> matcher.matches(relative));
        }

        private boolean isInside(Path file) throws IOException {
            return file.toRealPath().startsWith(folder.root());
        }
    }
}
