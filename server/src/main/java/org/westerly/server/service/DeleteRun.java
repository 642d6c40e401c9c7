package org.westerly.server.service;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;

/** Takes finished runs out of sight and brings them back. An unfinished one is canceled and stays visible. */
public final class DeleteRun {

    private final RunStore store;
    private final FindRun runs;
    private final CancelRun cancel;
    private final InstantSource clock;

    public DeleteRun(RunStore store, CancelRun cancel, InstantSource clock) {
        this.store = store;
        this.runs = new FindRun(store);
        this.cancel = cancel;
        this.clock = clock;
    }

    /**
     * Soft-deletes a finished run, cancels another; doing it twice is no fault.
     *
     * @throws WesException RUN_NOT_FOUND
     */
    public RunId delete(Caller caller, String id) {
        while (true) {
            Run run = runs.find(caller, id, true);
            if (run.deletedAt() != null || (!run.state().terminal() && cancel.stop(caller, run))) {
                return run.id();
            }
            if (run.state().terminal()
                    && store.compareAndSet(
                            run, run.deleted(clock.instant().truncatedTo(ChronoUnit.MILLIS)), null, null)) {
                return run.id();
            }
        }
    }

    /**
     * Undoes a soft delete.
     *
     * @throws WesException RUN_NOT_FOUND, or RUN_NOT_DELETED
     */
    public RunId restore(Caller caller, String id) {
        while (true) {
            Run run = runs.find(caller, id, true);
            if (run.deletedAt() == null) {
                throw new WesException(ErrorCode.RUN_NOT_DELETED, "run " + run.id() + " has not been deleted");
            }
            if (store.compareAndSet(run, run.deleted(null), null, null)) {
                return run.id();
            }
        }
    }
}
