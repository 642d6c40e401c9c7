package org.westerly.server.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program that is run beside a job and waited for: a hook, say.
 *
 * @param label marks everything of it, as {@link JobSpec#label()} does: the run's id
 * @param argv the argument list; no shell reads it
 * @param environment the whole environment; nothing of the server's own is added
 * @param folder the working directory
 * @param limit how long it may take
 */
public record Command(String label, List<String> argv, Map<String, String> environment, Path folder, Duration limit) {

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command has an argument list");
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the limit is " + limit + "; a command needs some time");
        }
    }
}
