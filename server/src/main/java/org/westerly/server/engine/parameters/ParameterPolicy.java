package org.westerly.server.engine.parameters;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which parameters an engine takes from clients.
 *
 * @param known in the order of the command line
 * @param ignored names that are dropped without a word
 */
public record ParameterPolicy(List<KnownParameter> known, List<Denial> denied, Set<String> ignored, Unknown unknown) {

    /** What becomes of a parameter that nothing is said of. */
    public enum Unknown {
        REJECT,
        IGNORE,
        PASS_THROUGH
    }

    public ParameterPolicy {
        known = List.copyOf(known);
        denied = List.copyOf(denied);
        ignored = Set.copyOf(new LinkedHashSet<>(ignored));
    }

    Optional<KnownParameter> find(String name) {
        return known.stream()
                .filter(parameter -> parameter.names().contains(name))
                .findFirst();
    }

    /** Is something said of a parameter of this name? */
    public boolean mentions(String name) {
        return find(name).isPresent()
                || ignored.contains(name)
                || denied.stream().anyMatch(denial -> denial.hits(List.of(name), List.of()));
    }

    /** Can there be a value that must not be shown? */
    public boolean hasSecrets() {
        return known.stream().anyMatch(KnownParameter::sensitive);
    }
}
