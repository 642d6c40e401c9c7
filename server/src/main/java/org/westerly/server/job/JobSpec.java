package org.westerly.server.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an executor is to start.
 *
 * @param slot the folder that stands for this one launch; whoever settles it first decides whether it happens
 * @param label marks every process of the job (the run's id), so that stragglers can be found
 * @param argv the argument list; no shell reads it
 * @param environment the whole environment; nothing of the server's own is added
 * @param folder the working directory
 * @param stdout file that the job's standard output is appended to
 * @param stderr file that the job's standard error is appended to
 */
public record JobSpec(
        Path slot,
        String label,
        List<String> argv,
        Map<String, String> environment,
        Path folder,
        Path stdout,
        Path stderr) {

    public JobSpec {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a job has an argument list");
        }
    }
}
