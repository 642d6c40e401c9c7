package org.westerly.server.dispatch;

import org.westerly.server.queue.ChooseRuns;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.UnknownOutcomeException;

/** Takes waiting runs, as many as there is room for, and has them launched. */
final class ClaimRuns {

    private final RunStore store;
    private final RunMoves moves;
    private final int maxConcurrent;
    private final ChooseRuns choose;
    private final TellStore tellStore;
    private final LaunchRun launch;
    private final UnderWay launches;

    ClaimRuns(
            RunStore store,
            RunMoves moves,
            int maxConcurrent,
            ChooseRuns choose,
            TellStore tellStore,
            LaunchRun launch,
            UnderWay launches) {
        this.store = store;
        this.moves = moves;
        this.maxConcurrent = maxConcurrent;
        this.choose = choose;
        this.tellStore = tellStore;
        this.launch = launch;
        this.launches = launches;
    }

    void step() {
        choose.offer(maxConcurrent - store.activeCount(), this::take);
    }

    private boolean take(Run run) {
        // Another dispatcher may be faster; the store lets one win.
        boolean ours = claimed(run);
        if (ours) {
            launches.begin(run.id(), () -> launch.launch(run.id()));
        }
        return ours;
    }

    private boolean claimed(Run run) {
        try {
            return moves.tryOn(run, new RunEvent.Claimed());
        } catch (UnknownOutcomeException unknown) {
            // If the claim was made it is ours, and nobody else will launch the run.
            launches.begin(run.id(), () -> {
                if (tellStore.claim(run, true)) {
                    launch.launch(run.id());
                }
            });
            throw unknown;
        }
    }
}
