package org.westerly.server.files.stage;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.westerly.documents.DocumentName;

/**
 * Where a fetched file lies among the others: its path at the server, decoded.
 *
 * @param folders from the server's root on
 */
record TreePath(List<String> folders, String name) {

    TreePath {
        folders = List.copyOf(folders);
    }

    /** Of the document that a client named; it gets a name that is one everywhere. */
    static TreePath of(URI uri) {
        String path = uri.normalize().getRawPath();
        String known = path == null ? "" : path;
        int slash = known.lastIndexOf('/');
        List<String> folders = Arrays.stream(
                        known.substring(0, Math.max(slash, 0)).split("/", -1))
                .filter(folder -> !folder.isEmpty() && !folder.equals(".."))
                .map(folder -> PercentEncoded.decoded(folder).replace('/', '_'))
                .toList();
        return new TreePath(folders, DocumentName.of(PercentEncoded.decoded(known.substring(slash + 1)), "workflow"));
    }

    /** Of a file that this one names; empty when that would lie above the server's root. */
    Optional<TreePath> resolve(String relative) {
        List<String> at = new ArrayList<>(folders);
        List<String> steps = Arrays.asList(relative.split("/", -1));
        for (String step : steps.subList(0, steps.size() - 1)) {
            switch (step) {
                case "", "." -> {}
                case ".." -> {
                    if (at.isEmpty()) {
                        return Optional.empty();
                    }
                    at.removeLast();
                }
                default -> at.add(step);
            }
        }
        String last = steps.getLast();
        return last.isEmpty() || last.equals(".") || last.equals("..")
                ? Optional.empty()
                : Optional.of(new TreePath(at, last));
    }

    /** The folders that both have in common, outermost first. */
    static List<String> common(List<String> some, List<String> others) {
        int count = 0;
        while (count < some.size() && count < others.size() && some.get(count).equals(others.get(count))) {
            count++;
        }
        return some.subList(0, count);
    }

    /** The name below {@code depth} of its folders. */
    String below(int depth) {
        List<String> segments = new ArrayList<>(folders.subList(depth, folders.size()));
        segments.add(name);
        return String.join("/", segments);
    }
}
