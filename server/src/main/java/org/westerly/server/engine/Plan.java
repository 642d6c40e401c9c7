package org.westerly.server.engine;

import java.util.List;
import java.util.Map;

/**
 * What to start for a run.
 *
 * @param argv what is executed
 * @param environment the whole environment
 * @param notes what the user should know, for {@code system_logs}
 * @param command what the user is shown as the command: the engine's own argument list, whatever it is started through
 */
public record Plan(List<String> argv, Map<String, String> environment, List<String> notes, List<String> command) {

    public Plan {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        notes = List.copyOf(notes);
        command = List.copyOf(command);
    }

    /** The engine is started directly, and its arguments hide nothing. */
    public Plan(List<String> argv, Map<String, String> environment, List<String> notes) {
        this(argv, environment, notes, argv);
    }
}
