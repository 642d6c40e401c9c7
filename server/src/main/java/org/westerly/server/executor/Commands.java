package org.westerly.server.executor;

import org.westerly.server.job.Command;
import org.westerly.server.job.CommandEnd;

/** Runs programs beside the jobs, on the machine of the server. Safe for use by many threads. */
@FunctionalInterface
public interface Commands {

    /**
     * Runs the program and waits for its end. Whatever carries its label and is alive is ended first, and what it leaves
     * behind afterwards: so it must be called when nothing of the labelled run is meant to be alive.
     *
     * @throws InterruptedException when interrupted; it was killed then
     */
    CommandEnd run(Command command) throws InterruptedException;
}
