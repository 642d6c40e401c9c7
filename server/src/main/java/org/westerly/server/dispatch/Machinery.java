package org.westerly.server.dispatch;

import java.util.List;
import java.util.Optional;
import org.westerly.server.engine.Engines;
import org.westerly.server.executor.Executor;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.Staging;

/**
 * What it takes to make a run of a request.
 *
 * @param executors new runs go to the first; the others are asked about runs of theirs
 */
public record Machinery(Engines engines, List<Executor> executors, RunFolders folders, Staging staging) {

    public Machinery {
        executors = List.copyOf(executors);
        if (executors.isEmpty()) {
            throw new IllegalArgumentException("there is no executor");
        }
    }

    Executor forNewRuns() {
        return executors.getFirst();
    }

    Optional<Executor> executor(String name) {
        return executors.stream()
                .filter(executor -> executor.name().equals(name))
                .findFirst();
    }
}
