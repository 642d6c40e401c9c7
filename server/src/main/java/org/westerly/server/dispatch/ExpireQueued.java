package org.westerly.server.dispatch;

import org.westerly.server.queue.FindOverdue;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;

/** Ends the runs that have waited too long. Whoever claims or cancels one in the same moment may be faster. */
final class ExpireQueued {

    private final FindOverdue overdue;
    private final RunMoves moves;
    private final Waiter waiter;
    private final DropUpload upload;

    ExpireQueued(FindOverdue overdue, RunMoves moves, Machinery machinery, Waiter waiter, Mishaps mishaps) {
        this.overdue = overdue;
        this.moves = moves;
        this.waiter = waiter;
        this.upload = new DropUpload(machinery, mishaps);
    }

    void step() {
        overdue.offer((run, reason) -> {
            if (moves.tryOn(run, new RunEvent.Faulted(null, reason))) {
                upload.of(run.id());
            }
            return !waiter.stopping();
        });
    }
}
