package org.westerly.server.dispatch;

import java.util.Optional;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunStore;

/**
 * Goes on with what the last server left under way: its launches, and the logs of what runs. Running runs themselves need
 * no recovering: their jobs are watched by what the store knows of them.
 */
final class RecoverRuns {

    private final RunStore store;
    private final TellStore tellStore;
    private final SettleLaunch settleLaunch;
    private final LaunchRun launch;
    private final UnderWay launches;

    RecoverRuns(RunStore store, TellStore tellStore, SettleLaunch settleLaunch, LaunchRun launch, UnderWay launches) {
        this.store = store;
        this.tellStore = tellStore;
        this.settleLaunch = settleLaunch;
        this.launch = launch;
        this.launches = launches;
    }

    /** To be run once, before anything new is claimed. */
    void run() {
        for (Run run : store.active()) {
            if (run.state() == RunState.INITIALIZING) {
                launches.begin(run.id(), () -> recover(run));
            } else if (run.job() != null) {
                launch.rejoin(run);
            }
        }
    }

    private void recover(Run run) throws InterruptedException {
        Optional<JobRef> job = settleLaunch.settle(run);
        if (job.isPresent()) {
            launch.adopt(run, job.get());
        } else if (tellStore.claim(run, false)) {
            // A new attempt has a new slot, since nothing can ever start in the old one.
            launch.launch(run.id());
        }
    }
}
