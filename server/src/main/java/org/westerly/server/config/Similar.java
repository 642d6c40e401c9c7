package org.westerly.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Similar {

    private Similar() {}

    /** The most similar of {@code known}; empty when none is close, by edits of the whole key or of its last part. */
    public static Optional<String> to(String given, Collection<String> known) {
        int tolerated = Math.max(2, given.length() / 4);
        return known.stream()
                .min(Comparator.<String>comparingInt(key -> distance(given, key))
                        .thenComparingInt(key -> edits(given, key)))
                .filter(key -> distance(given, key) <= tolerated);
    }

    private static int distance(String given, String key) {
        int whole = edits(given, key);
        // "prot" means server.port, and "server.max-concurrent" means runs.max-concurrent.
        return Math.min(whole, edits(lastPart(given), lastPart(key)) + 1);
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance, row by row. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[to.length()];
    }
}
