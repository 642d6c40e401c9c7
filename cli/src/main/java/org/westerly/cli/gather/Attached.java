package org.westerly.cli.gather;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.westerly.client.Attachment;

/**
 * The files of a submission, by their names in the run's folder. What lies below the root keeps its relative name; what
 * only parameters name may lie anywhere, and gets a name in {@code inputs/}, beside its neighbours.
 */
final class Attached {

    private final Path root;
    private final Map<String, Path> files = new TreeMap<>();
    private final Map<Path, Integer> elsewhere = new HashMap<>();

    Attached(Path root) {
        this.root = root;
    }

    /** The deepest folder that holds all of them. */
    static Path root(Path folder, Iterable<Path> files) {
        Path root = folder;
        for (Path file : files) {
            while (!file.startsWith(root)) {
                root = Objects.requireNonNull(root.getParent(), "everything is below the file system's root");
            }
        }
        return root;
    }

    /** Takes a file, and answers what it is called there. */
    String add(Path file) {
        String name = name(file);
        Path other = files.putIfAbsent(name, file);
        if (other != null && !other.equals(file)) {
            throw new GatherException(
                    other + " and " + file + " would both be called " + name + " in the run's folder");
        }
        return name;
    }

    /** What it is, or would be, called there. */
    String name(Path path) {
        if (path.startsWith(root)) {
            return slashes(root.relativize(path));
        }
        Path folder = Objects.requireNonNull(path.getParent(), "a file is in a folder");
        for (Path above = folder; above != null; above = above.getParent()) {
            Integer known = elsewhere.get(above);
            if (known != null) {
                return "inputs/" + known + "/" + slashes(above.relativize(path));
            }
        }
        elsewhere.put(folder, elsewhere.size() + 1);
        return "inputs/" + elsewhere.size() + "/" + path.getFileName();
    }

    List<Attachment> attachments() {
        List<Attachment> all = new ArrayList<>();
        files.forEach((name, file) -> all.add(new Attachment(name, file)));
        return all;
    }

    private static String slashes(Path relative) {
        List<String> segments = new ArrayList<>();
        relative.forEach(segment -> segments.add(segment.toString()));
        return String.join("/", segments);
    }
}
