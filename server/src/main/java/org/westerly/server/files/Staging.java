package org.westerly.server.files;

import java.io.IOException;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/** Brings what a run was submitted with into its folder. */
public interface Staging {

    /**
     * May be repeated for the same run, after a crash in the middle too, as long as its engine was never started. An
     * interrupt ends it within seconds, and leaves nothing running.
     *
     * @param ours asked before anything that took time to be fetched gets its place
     * @throws StagingException when the workflow or an input cannot be had, or is none; the message is for the run's user
     */
    Staged stage(RunId id, RunRequest request, RunFolder folder, StillOurs ours)
            throws StagingException, IOException, InterruptedException;
}
