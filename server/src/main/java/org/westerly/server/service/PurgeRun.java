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

/** Asks for a finished run to be gone for good. The intent is stored; the dispatcher sees to it. */
public final class PurgeRun {

    private final FindRun runs;
    private final RunMoves moves;

    public PurgeRun(RunStore store, InstantSource clock) {
        this.runs = new FindRun(store);
        this.moves = new RunMoves(store, clock);
    }

    /**
     * From its return on nobody sees the run, and nobody can bring it back; its files go soon. A second purge is as good
     * as the first, lest a client that never saw the answer be told of a fault.
     *
     * @throws WesException RUN_NOT_FOUND, or RUN_NOT_FINISHED
     */
    public RunId purge(Caller caller, String id) {
        Run run = runs.orTombstone(caller, id, true);
        return switch (moves.apply(
                run.id(), new RunEvent.PurgeRequested(caller.owner().name()))) {
            case RunMoves.Result.Moved moved -> moved.run().id();
            case RunMoves.Result.Unmoved already -> already.run().id();
            case RunMoves.Result.Refused refused ->
                throw new WesException(
                        ErrorCode.RUN_NOT_FINISHED,
                        "run " + refused.run().id() + " has not ended; cancel it, and purge it once it has");
        };
    }
}
