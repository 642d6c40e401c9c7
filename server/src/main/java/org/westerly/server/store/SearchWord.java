package org.westerly.server.store;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.RunId;

/**
 * Something typed into a search field, between two blanks: found in a run whose id begins with it, or in whose text each of
 * its words is the beginning of a word. So {@code main.cw} finds {@code main.cwl}, and {@code cwl/main} as well.
 *
 * @param idStart null when no id can begin like that, or too many do
 */
public record SearchWord(@Nullable String idStart, List<String> words) {

    /** Of an id's beginning, which is its birth to about a minute. Fewer letters would be the beginning of too many. */
    private static final int SHORTEST_ID_START = 8;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String ID_FORM = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    public SearchWord {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("nothing to look for");
        }
    }

    /** What was typed; what holds neither letters nor digits is passed over. */
    public static List<SearchWord> of(String typed) {
        return Arrays.stream(BLANKS.split(typed))
                .flatMap(piece -> read(piece).stream())
                .distinct()
                .toList();
    }

    private static Optional<SearchWord> read(String piece) {
        List<String> words = List.copyOf(SearchText.words(piece));
        String lower = piece.toLowerCase(Locale.ROOT);
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new SearchWord(canBeginAnId(lower) ? lower : null, words));
    }

    private static boolean canBeginAnId(String text) {
        if (text.length() < SHORTEST_ID_START || text.length() > ID_FORM.length()) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean hex = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
            if (ID_FORM.charAt(at) == '-' ? letter != '-' : !hex) {
                return false;
            }
        }
        return true;
    }

    /**
     * Is it found in a run?
     *
     * @param text the words of {@link SearchText}
     */
    public boolean isFoundIn(RunId id, Set<String> text) {
        return (idStart != null && id.value().startsWith(idStart))
                || words.stream().allMatch(word -> text.stream().anyMatch(known -> known.startsWith(word)));
    }
}
