package org.westerly.server.engine.parameters;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that the definition describes.
 *
 * @param names that clients may use; the first is canonical
 * @param sensitive its value is masked wherever a run is shown
 */
public record KnownParameter(
        List<String> names,
        ParameterType type,
        Presence presence,
        Appearance appearance,
        List<Rule> rules,
        boolean sensitive,
        String description) {

    public KnownParameter {
        names = List.copyOf(names);
        rules = List.copyOf(rules);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a parameter has a name");
        }
    }

    /** The canonical name. */
    public String name() {
        return names.getFirst();
    }

    /** What is wrong with a default of this type under these rules; files are not looked for. */
    public static Optional<String> faultOf(ParameterType type, List<Rule> rules, List<String> texts) {
        if (type != ParameterType.LIST
                && texts.stream().anyMatch(text -> type.read(text).isEmpty())) {
            return Optional.of("must be " + type.words());
        }
        KnownFiles none = new KnownFiles(Set.of());
        return rules.stream()
                .filter(rule -> !(rule instanceof Rule.FileExists || rule instanceof Rule.Named))
                .flatMap(rule -> texts.stream().flatMap(text -> rule.broken(text, none).stream()))
                .findFirst();
    }

    /**
     * Whether there is a value.
     *
     * @param fallback the default: its items are templates; null when there is none
     * @param fixed the default is taken whatever the client sends
     * @param required a submission without it is refused
     */
    public record Presence(@Nullable FallbackValue fallback, boolean fixed, boolean required) {}
}
