package org.westerly.server.engine;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says about a submission before it starts.
 *
 * @param notes for {@code system_logs}, if the run is accepted
 * @param secrets names of engine parameters whose values must not be shown
 */
public record RequestVerdict(List<Fault> faults, List<String> notes, Set<String> secrets) {

    public RequestVerdict {
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
        secrets = Set.copyOf(secrets);
    }

    /**
     * Why the submission is not taken.
     *
     * @param field of the submission
     * @param parameter the one of it that is meant
     * @param value as sent; null when it must not be repeated, or there is none
     * @param problem follows them in a sentence
     * @param ofRule the parameter is allowed, and its value breaks a rule
     */
    public record Fault(
            String field, String parameter, @Nullable String value, String problem, boolean ofRule) {}
}
