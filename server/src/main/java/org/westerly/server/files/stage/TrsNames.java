package org.westerly.server.files.stage;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.StagingException;

/**
 * Makes names below one folder of a registry's paths. They are relative to the primary descriptor, and some registries
 * have files beside its folder: {@code ../tasks/align.wdl}. The descriptor is then put as deep as that takes.
 */
final class TrsNames {

    private static final int DEEPEST = 16;

    private TrsNames() {}

    /**
     * A name for each path.
     *
     * @param primary one of the paths
     * @param origin where the primary descriptor comes from, for the names of the folders above it; null when unknown
     */
    static Map<String, String> of(List<String> paths, String primary, @Nullable URI origin) throws StagingException {
        Map<String, List<String>> plain = new LinkedHashMap<>();
        for (String path : paths) {
            plain.put(path, normalized(path));
        }
        int up = plain.values().stream().mapToInt(TrsNames::ups).max().orElse(0);
        if (up > DEEPEST) {
            throw new StagingException("the registry names a file more than " + DEEPEST + " folders up");
        }
        List<String> above = above(up, normalized(primary), origin);
        Map<String, String> names = new LinkedHashMap<>();
        plain.forEach((path, segments) -> {
            int ups = ups(segments);
            List<String> name = new ArrayList<>(above.subList(0, up - ups));
            name.addAll(segments.subList(ups, segments.size()));
            names.put(path, String.join("/", name));
        });
        return names;
    }

    /** Without dots, but for leading double ones. What is odd otherwise stays, to be judged with the whole name. */
    private static List<String> normalized(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            boolean down = !segments.isEmpty() && !segments.getLast().equals("..");
            if (segment.equals("..") && down) {
                segments.removeLast();
            } else if (!segment.equals(".")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static int ups(List<String> segments) {
        int count = 0;
        while (count < segments.size() && segments.get(count).equals("..")) {
            count++;
        }
        return count;
    }

    /** The last folders that the primary descriptor lies in at its origin, as many as are needed. */
    private static List<String> above(int count, List<String> primary, @Nullable URI origin) {
        List<String> known = new ArrayList<>();
        if (origin != null && origin.getRawPath() != null) {
            List<String> whole = Arrays.stream(origin.getRawPath().split("/", -1))
                    .filter(segment -> !segment.isEmpty())
                    .map(PercentEncoded::decoded)
                    .toList();
            int end = whole.size() - primary.size();
            if (end >= count && whole.subList(end, whole.size()).equals(primary)) {
                known.addAll(whole.subList(end - count, end));
            }
        }
        while (known.size() < count) {
            known.add("workflow");
        }
        return known;
    }
}
