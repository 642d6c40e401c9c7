package org.westerly.server.engine;

import java.util.List;
import java.util.Map;

/**
 * What to start for a run.
 *
 * @param environment the whole environment
 * @param notes what the user should know, for {@code system_logs}
 */
public record Plan(List<String> argv, Map<String, String> environment, List<String> notes) {
    public Plan {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        notes = List.copyOf(notes);
    }
}
