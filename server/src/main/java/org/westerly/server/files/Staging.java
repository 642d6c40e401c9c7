package org.westerly.server.files;

import java.io.IOException;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/** Brings what a run was submitted with into its folder. */
public interface Staging {

    /**
     * May be repeated for the same run, after a crash in the middle too.
     *
     * @return the workflow document, relative to {@link RunFolder#work()}, with its {@code #fragment} if it has one
     * @throws StagingException when the workflow cannot be had; the message is for the run's user
     */
    String stage(RunId id, RunRequest request, RunFolder folder)
            throws StagingException, IOException, InterruptedException;
}
