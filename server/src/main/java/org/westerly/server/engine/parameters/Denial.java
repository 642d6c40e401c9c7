package org.westerly.server.engine.parameters;

import java.util.List;
import java.util.function.Predicate;

/**
 * A kind of parameter that is refused.
 *
 * @param reason for the client
 */
public record Denial(TextPattern name, Values values, String reason) {

    /** What values have to do with it. */
    public sealed interface Values {

        /** Nothing: the name decides. */
        record Any() implements Values {}

        /** The pattern of the name is looked for in values as well, whatever their parameter's name. */
        record Too() implements Values {}

        /** Only these, of a parameter whose name fits. */
        record Only(List<TextPattern> patterns) implements Values {
            public Only {
                patterns = List.copyOf(patterns);
            }
        }
    }

    /** @param names the name as sent, and the canonical one */
    boolean hits(List<String> names, List<String> texts) {
        Predicate<String> named = name::fits;
        return switch (values) {
            case Values.Any() -> names.stream().anyMatch(named);
            case Values.Too() ->
                names.stream().anyMatch(named) || texts.stream().anyMatch(named);
            case Values.Only(List<TextPattern> patterns) ->
                names.stream().anyMatch(named)
                        && texts.stream().anyMatch(text -> patterns.stream().anyMatch(one -> one.fits(text)));
        };
    }
}
