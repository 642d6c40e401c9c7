package org.westerly.server.store;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;

/**
 * The words by which a run is found: of its workflow's URL and its tags, names and values, in lower case and without
 * accents. What is neither letter nor digit parts them.
 */
public final class SearchText {

    /** Longer words are cut, those looked for too. */
    private static final int LONGEST_WORD = 64;

    /** A URL can hold a whole document, and tags whatever the client likes; the price is paid by every submission. */
    private static final int MOST_WORDS = 200;

    private static final int LONGEST_TEXT = 2_000;
    private static final String NAME = "name";

    private SearchText() {}

    /** The tag {@code name} is the first to be read, and so the last to be left out when there are too many words. */
    public static Set<String> of(Run run, RunRequest request) {
        Set<String> words = new LinkedHashSet<>();
        add(run.tags().getOrDefault(NAME, ""), words);
        add(request.workflowUrl(), words);
        for (Map.Entry<String, String> tag : run.tags().entrySet()) {
            add(tag.getKey(), words);
            add(tag.getValue(), words);
        }
        return words;
    }

    /** Of any text. */
    static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        add(text, words);
        return words;
    }

    private static void add(String text, Set<String> words) {
        String folded = folded(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
        int begin = 0;
        int at = 0;
        while (at <= folded.length() && words.size() < MOST_WORDS) {
            int letter = at == folded.length() ? ' ' : folded.codePointAt(at);
            if (!Character.isLetterOrDigit(letter)) {
                if (at > begin) {
                    words.add(cut(folded.substring(begin, at)));
                }
                begin = at + Character.charCount(letter);
            }
            at += Character.charCount(letter);
        }
    }

    private static String folded(String text) {
        if (text.chars().allMatch(letter -> letter < 0x80)) {
            return text.toLowerCase(Locale.ROOT);
        }
        // Twice: small letters can have marks of their own, and what is taken apart can hold capitals.
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String cut(String word) {
        if (word.length() <= LONGEST_WORD) {
            return word;
        }
        // Not through the middle of a letter that takes two.
        return word.substring(
                0, Character.isHighSurrogate(word.charAt(LONGEST_WORD - 1)) ? LONGEST_WORD - 1 : LONGEST_WORD);
    }
}
