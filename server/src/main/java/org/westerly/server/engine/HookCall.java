package org.westerly.server.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program of the site's own that is run for a run.
 *
 * @param name as the definition calls it; stands before each of its lines in {@code system_logs}
 * @param argv the argument list; no shell reads it
 * @param environment the whole environment
 * @param folder the working directory
 * @param limit how long it may take
 */
public record HookCall(String name, List<String> argv, Map<String, String> environment, Path folder, Duration limit) {

    public HookCall {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }
}
