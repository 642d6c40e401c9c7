package org.westerly.server.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.files.Uploads;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;

/** Asks a run to stop. The intent is stored; the dispatcher sees to it. */
public final class CancelRun {

    private final FindRun runs;
    private final RunMoves moves;
    private final Uploads uploads;

    public CancelRun(RunStore store, Uploads uploads, InstantSource clock) {
        this.runs = new FindRun(store);
        this.moves = new RunMoves(store, clock);
        this.uploads = uploads;
    }

    /**
     * A second cancel is as good as the first; one of a finished run is refused, but in WES 1.0, which knows no 409.
     *
     * @throws WesException RUN_NOT_FOUND, or RUN_FINISHED
     */
    public RunId cancel(Caller caller, String id, WesVersion version) {
        Run run = runs.find(caller, id, false);
        if (!stop(caller, run) && version == WesVersion.V1_1) {
            throw new WesException(ErrorCode.RUN_FINISHED, "run " + run.id() + " has already ended");
        }
        return run.id();
    }

    /** False when it has already ended. */
    boolean stop(Caller caller, Run run) {
        return switch (moves.apply(
                run.id(), new RunEvent.CancelRequested(caller.owner().name()))) {
            case RunMoves.Result.Moved moved -> {
                if (moved.run().state() == RunState.CANCELED) {
                    discardUpload(run.id());
                }
                yield true;
            }
            case RunMoves.Result.Unmoved _ -> true;
            case RunMoves.Result.Refused _ -> false;
        };
    }

    /** It was never launched, so nobody else will take its attachments away. */
    private void discardUpload(RunId id) {
        try {
            uploads.discard(id);
        } catch (IOException left) {
            throw new UncheckedIOException("the attachments of a canceled run could not be removed", left);
        }
    }
}
