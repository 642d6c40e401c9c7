package org.westerly.server.dispatch;

import java.util.List;
import java.util.Optional;
import org.westerly.server.engine.Engines;
import org.westerly.server.executor.Commands;
import org.westerly.server.executor.Executor;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.Staging;
import org.westerly.server.files.Uploads;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.StopOrder;
import org.westerly.server.run.Run;

/**
 * What it takes to make a run of a request, and to stop it.
 *
 * @param executors new runs go to the first; the others are asked about runs of theirs
 * @param commands runs the hooks
 * @param uploads what has not been staged yet
 * @param stopOrder how runs are stopped whose engine does not say
 */
public record Machinery(
        Engines engines,
        List<Executor> executors,
        Commands commands,
        RunFolders folders,
        Staging staging,
        Uploads uploads,
        StopOrder stopOrder) {

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

    /**
     * Was its job started in another data folder? Then this one was moved, or is a copy, and what works there is perhaps another
     * server's: nothing is to be asked of it, and nothing ended.
     */
    boolean isElsewhere(Run run) {
        JobRef job = run.job();
        return job != null && !job.slot().startsWith(folders.of(run.id()).root());
    }

    /** Runs of an engine that is not there any more can be stopped too. */
    StopOrder stopOrder(Run run) {
        return engines.find(run.engine())
                .map(engine -> engine.stopOrder(stopOrder))
                .orElse(stopOrder);
    }
}
