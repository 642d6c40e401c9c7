package org.westerly.server.engine.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a text into words as a POSIX shell would (quotes and backslashes, section 2.2 of its Shell Command Language),
 * and does nothing else that a shell would: variables, globs and operators are text.
 */
public final class ShellWords {

    private static final char NONE = 0;

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;

    private ShellWords() {}

    /**
     * The words of {@code text}.
     *
     * @throws IllegalArgumentException when a quote is not closed, or the text ends in a backslash
     */
    public static List<String> split(String text) {
        ShellWords split = new ShellWords();
        split.read(text);
        return split.words;
    }

    private void read(String text) {
        char quote = NONE;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote != '\'') {
                Character next = at + 1 < text.length() ? Character.valueOf(text.charAt(at + 1)) : null;
                take(escaped(next, quote));
                at++;
            } else if (quote != NONE) {
                if (c == quote) {
                    quote = NONE;
                } else {
                    take(String.valueOf(c));
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (Character.isWhitespace(c)) {
                end();
            } else {
                take(String.valueOf(c));
            }
        }
        if (quote != NONE) {
            throw new IllegalArgumentException("a quote " + quote + " is not closed");
        }
        end();
    }

    private static String escaped(@Nullable Character next, char quote) {
        if (next == null) {
            throw new IllegalArgumentException("there is nothing after the last backslash");
        }
        if (next == '\n') {
            return "";
        }
        boolean kept = quote == '"' && "$`\"\\".indexOf(next) < 0;
        return kept ? "\\" + next : String.valueOf(next);
    }

    private void take(String text) {
        word.append(text);
        begun = true;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
