package org.westerly.server.service;

import java.time.InstantSource;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;

/** Takes finished runs out of sight and brings them back. An unfinished one is canceled and stays visible. */
public final class DeleteRun {

    private final FindRun runs;
    private final RunMoves moves;
    private final CancelRun cancel;

    public DeleteRun(RunStore store, CancelRun cancel, InstantSource clock) {
        this.runs = new FindRun(store);
        this.moves = new RunMoves(store, clock);
        this.cancel = cancel;
    }

    /**
     * Soft-deletes a finished run, cancels another; doing it twice is no fault.
     *
     * @throws WesException RUN_NOT_FOUND
     */
    public RunId delete(Caller caller, String id) {
        Run run = runs.find(caller, id, true);
        if (!run.state().terminal() && cancel.stop(caller, run)) {
            return run.id();
        }
        RunEvent event = new RunEvent.Deleted(caller.owner().name());
        return switch (moves.apply(run.id(), event)) {
            case RunMoves.Result.Moved moved -> moved.run().id();
            case RunMoves.Result.Unmoved already -> already.run().id();
            // Somebody purged it in between.
            case RunMoves.Result.Refused _ -> throw FindRun.absent(id);
        };
    }

    /**
     * Undoes a soft delete.
     *
     * @throws WesException RUN_NOT_FOUND, RUN_NOT_DELETED, or RUN_PURGED
     */
    public RunId restore(Caller caller, String id) {
        Run run = runs.orTombstone(caller, id, true);
        RunEvent event = new RunEvent.Restored(caller.owner().name());
        return switch (moves.apply(run.id(), event)) {
            case RunMoves.Result.Moved moved -> moved.run().id();
            case RunMoves.Result.Unmoved already -> already.run().id();
            case RunMoves.Result.Refused refused -> throw refused(refused.run());
        };
    }

    private static WesException refused(Run run) {
        return run.removal().stage().tombstone()
                ? new WesException(ErrorCode.RUN_PURGED, "run " + run.id() + " has been purged, which cannot be undone")
                : new WesException(ErrorCode.RUN_NOT_DELETED, "run " + run.id() + " has not been deleted");
    }
}
