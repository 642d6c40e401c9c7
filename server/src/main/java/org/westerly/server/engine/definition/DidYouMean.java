package org.westerly.server.engine.definition;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what somebody meant. */
final class DidYouMean {

    private DidYouMean() {}

    /** "; did you mean …?", or nothing where no word is near. */
    static String hint(String written, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(word -> edits(written, word)))
                .filter(word -> edits(written, word) <= Math.max(2, written.length() / 3))
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
