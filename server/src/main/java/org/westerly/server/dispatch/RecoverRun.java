package org.westerly.server.dispatch;

import java.util.Optional;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;

/**
 * Goes on with a run that was taken over: with its launch, or with its log. A running one needs no more, since its job is
 * watched by what the store knows of it.
 */
final class RecoverRun {

    private final Lease lease;
    private final TellStore tellStore;
    private final SettleLaunch settleLaunch;
    private final LaunchRun launch;

    RecoverRun(Lease lease, TellStore tellStore, SettleLaunch settleLaunch, LaunchRun launch) {
        this.lease = lease;
        this.tellStore = tellStore;
        this.settleLaunch = settleLaunch;
        this.launch = launch;
    }

    void recover(RunId id) throws InterruptedException {
        Optional<Run> run = tellStore.ask("looking up run " + id, () -> lease.run(id));
        if (run.isEmpty()) {
            return;
        }
        if (run.get().state() == RunState.INITIALIZING) {
            settled(run.get());
        } else if (run.get().job() != null) {
            launch.rejoin(run.get());
        }
    }

    private void settled(Run run) throws InterruptedException {
        Optional<JobRef> job = settleLaunch.settle(run);
        if (job.isPresent()) {
            launch.adopt(run, job.get());
        } else if (tellStore.take(run, new RunEvent.Claimed(run.epoch()), run.epoch(), false)) {
            // A new attempt has a new slot, since nothing can ever start in the old one.
            launch.launch(run.id());
        }
    }
}
