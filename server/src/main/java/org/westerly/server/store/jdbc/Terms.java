package org.westerly.server.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.SearchText;

/**
 * Everything that can be asked of a run, as the terms under which its postings stand. A term begins with the kind of
 * question, so that no client's text is ever taken for an answer to another.
 */
final class Terms {

    static final String ALL = "all";
    static final String DELETED = "deleted";
    static final String CLEARED = "cleared";
    static final String STARTED = "started";
    static final String ENDED = "ended";

    /** Longer texts, and those that a database cannot hold, stand under their digest. */
    private static final int LONGEST = 160;

    /**
     * Words stand under their first so many letters. A word looked for is then found as it stands, or among the few that
     * go on to the next length. The last is that of the longest word.
     */
    private static final int[] LENGTHS = {1, 2, 4, 8, 16, 64};

    private Terms() {}

    static Set<String> of(Run run, RunRequest request) {
        Set<String> terms = new HashSet<>(moving(run));
        terms.add(ALL);
        terms.add(owner(run.owner()));
        terms.add(type(request.workflowType()));
        terms.add(engine(run.engine().name()));
        terms.add(engine(run.engine().name() + "@" + run.engine().version()));
        terms.add(url(request.workflowUrl()));
        for (Map.Entry<String, String> tag : run.tags().entrySet()) {
            terms.add(tag(tag.getKey(), null));
            terms.add(tag(tag.getKey(), tag.getValue()));
        }
        SearchText.of(run, request).forEach(word -> terms.addAll(beginnings(word)));
        return terms;
    }

    /** What changes while the run lives; nothing of one that is to be purged. */
    static Set<String> moving(Run run) {
        if (run.removal().stage().tombstone()) {
            return Set.of();
        }
        Set<String> terms = new HashSet<>(Set.of(state(run.state())));
        if (run.deletedAt() != null) {
            terms.add(DELETED);
        }
        if (run.removal().clearedAt() != null) {
            terms.add(CLEARED);
        }
        if (run.startTime() != null) {
            terms.add(STARTED);
        }
        if (run.endTime() != null) {
            terms.add(ENDED);
        }
        return terms;
    }

    static String owner(Owner owner) {
        return "owner " + shortened(owner.name());
    }

    static String state(RunState state) {
        return "state " + state.name();
    }

    static String type(String type) {
        return "type " + shortened(inAnyCase(type));
    }

    static String engine(String called) {
        return "engine " + shortened(inAnyCase(called));
    }

    static String url(String url) {
        return "url " + shortened(url);
    }

    /** Under any value when null. */
    static String tag(String key, @Nullable String value) {
        // The key's length tells where it ends, whatever it is made of.
        return value == null ? "key " + shortened(key) : "tag " + shortened(key.length() + ":" + key + value);
    }

    /** Where all words that begin with {@code start} stand: under the terms that begin with this one. */
    static String wordsFrom(String start) {
        return "word " + length(start) + " " + start;
    }

    /** Is {@link #wordsFrom} one term, and none that goes on? */
    static boolean standsAlone(String start) {
        return start.length() == length(start);
    }

    private static List<String> beginnings(String word) {
        List<String> terms = new ArrayList<>();
        for (int length : LENGTHS) {
            terms.add("word " + length + " " + cut(word, length));
            if (length >= word.length()) {
                break;
            }
        }
        return terms;
    }

    /** Not through the middle of a letter that takes two: half of one is no text, and would be stored as another. */
    private static String cut(String word, int length) {
        if (word.length() <= length) {
            return word;
        }
        return word.substring(0, Character.isHighSurrogate(word.charAt(length - 1)) ? length - 1 : length);
    }

    private static int length(String start) {
        for (int length : LENGTHS) {
            if (start.length() <= length) {
                return length;
            }
        }
        throw new IllegalArgumentException("no word is as long as " + start);
    }

    /** As comparing in any case of letters has it. */
    private static String inAnyCase(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        // PostgreSQL's text cannot hold a NUL.
        if (text.length() <= LONGEST && text.indexOf('\0') < 0) {
            // Halves of letters, which a client can send, are stored as question marks: so that is what they are here.
            return text.chars().noneMatch(letter -> Character.isSurrogate((char) letter))
                    ? text
                    : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha-256 " + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
