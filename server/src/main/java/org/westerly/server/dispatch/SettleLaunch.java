package org.westerly.server.dispatch;

import java.time.Duration;
import java.util.Optional;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.Run;

/** Finds out whether a launch that a stopped server left under way has happened, and does not let go before it knows. */
final class SettleLaunch {

    private final Machinery machinery;
    private final Duration pause;
    private final Mishaps mishaps;

    SettleLaunch(Machinery machinery, Duration pause, Mishaps mishaps) {
        this.machinery = machinery;
        this.pause = pause;
        this.mishaps = mishaps;
    }

    /** The job if it has; if empty, it never will. */
    Optional<JobRef> settle(Run run) throws InterruptedException {
        while (true) {
            try {
                return machinery
                        .forNewRuns()
                        .settle(JobSpecs.unplanned(run, machinery.folders().of(run.id())));
            } catch (RuntimeException unknown) {
                // Neither answer may be guessed: one loses a running engine, the other starts a second.
                mishaps.survived("recovering run " + run.id(), unknown);
                Thread.sleep(pause);
            }
        }
    }
}
