package org.westerly.server.dispatch;

import java.io.IOException;
import org.westerly.server.queue.FindOverdue;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;

/** Ends the runs that have waited too long. Whoever claims or cancels one in the same moment may be faster. */
final class ExpireQueued {

    private final FindOverdue overdue;
    private final RunMoves moves;
    private final Machinery machinery;
    private final Waiter waiter;
    private final Mishaps mishaps;

    ExpireQueued(FindOverdue overdue, RunMoves moves, Machinery machinery, Waiter waiter, Mishaps mishaps) {
        this.overdue = overdue;
        this.moves = moves;
        this.machinery = machinery;
        this.waiter = waiter;
        this.mishaps = mishaps;
    }

    void step() {
        overdue.offer((run, reason) -> {
            if (moves.tryOn(run, new RunEvent.Faulted(null, reason))) {
                discardUpload(run);
            }
            return !waiter.stopping();
        });
    }

    /** It was not launched, so nobody else will take its attachments away. */
    private void discardUpload(Run run) {
        try {
            machinery.uploads().discard(run.id());
        } catch (IOException fault) {
            mishaps.survived("removing the attachments of run " + run.id(), fault);
        }
    }
}
