package org.westerly.server.engine.parameters;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.template.Template;

/**
 * Where a value is put for the engine.
 *
 * @param flag the option's words, none when it is not on the command line; the last may end in {@code =}, and is one word
 *     with the value then
 * @param separator between the items of a list; blank makes each item a word
 * @param variable the environment variable that gets the value instead of the command line, null when there is none
 */
public record Appearance(
        List<Template> flag,
        String separator,
        BooleanStyle booleans,
        @Nullable String variable) {

    /** How a boolean is written. */
    public enum BooleanStyle {
        /** {@code -x}, or nothing. */
        FLAG,
        /** {@code -x true}. */
        VALUE,
        /** {@code -x=true}. */
        EQUALS
    }

    public Appearance {
        flag = List.copyOf(flag);
    }

    /** On the command line. */
    boolean visible() {
        return variable == null && !flag.isEmpty();
    }

    /** Are option and value one word, so that nothing in the value can be taken for an option? */
    boolean joined() {
        return !flag.isEmpty() && flag.getLast().toString().endsWith("=");
    }

    boolean itemsAreWords() {
        return separator.isBlank();
    }
}
