package org.westerly.server.dispatch;

import org.westerly.server.queue.ChooseRuns;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.UnknownOutcomeException;

/** Takes waiting runs, as many as there is room for, and has them launched. */
final class ClaimRuns {

    private final RunMoves moves;
    private final Lease lease;
    private final int maxConcurrent;
    private final ChooseRuns choose;
    private final TellStore tellStore;
    private final LaunchRun launch;
    private final UnderWay launches;

    ClaimRuns(
            RunMoves moves,
            Lease lease,
            int maxConcurrent,
            ChooseRuns choose,
            TellStore tellStore,
            LaunchRun launch,
            UnderWay launches) {
        this.moves = moves;
        this.lease = lease;
        this.maxConcurrent = maxConcurrent;
        this.choose = choose;
        this.tellStore = tellStore;
        this.launch = launch;
        this.launches = launches;
    }

    void step() {
        long epoch = lease.epoch();
        if (lease.holds()) {
            choose.offer(maxConcurrent - lease.count(), run -> take(run, epoch));
        }
    }

    private boolean take(Run run, long epoch) {
        // Another server may be faster; the store lets one win.
        boolean ours = claimed(run, epoch);
        if (ours) {
            launches.begin(run.id(), () -> launch.launch(run.id()));
        }
        return ours;
    }

    private boolean claimed(Run run, long epoch) {
        RunEvent claim = new RunEvent.Claimed(epoch);
        try {
            return moves.tryOn(run, claim);
        } catch (UnknownOutcomeException unknown) {
            // If the claim was made it is ours, and nobody else will launch the run.
            launches.begin(run.id(), () -> {
                if (tellStore.take(run, claim, epoch, true)) {
                    launch.launch(run.id());
                }
            });
            throw unknown;
        }
    }
}
