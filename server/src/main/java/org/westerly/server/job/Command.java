package org.westerly.server.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that is run beside a job and waited for: a hook, say.
 *
 * @param label marks everything of it, as {@link JobSpec#label()} does: the run's id
 * @param argv the argument list; no shell reads it
 * @param environment the whole environment; nothing of the server's own is added
 * @param folder the working directory
 * @param limit how long it may take
 * @param gate a file that is made by the program's own process before it begins: if it is there already, it does not begin. So
 *     two servers that think of the same one begin it once. Its exit code is left beside it, in {@link #codeOf}. Empty for one
 *     that may be begun by anybody
 */
public record Command(
        String label,
        List<String> argv,
        Map<String, String> environment,
        Path folder,
        Duration limit,
        Optional<Path> gate) {

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

    public Command(String label, List<String> argv, Map<String, String> environment, Path folder, Duration limit) {
        this(label, argv, environment, folder, limit, Optional.empty());
    }

    /** Where the exit code is of what went through this gate and came to its end, also while no server was there to see it. */
    public static Path codeOf(Path gate) {
        return gate.resolveSibling(gate.getFileName() + ".ended");
    }
}
