package org.westerly.server.service;

import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;

/** The rule by which a caller sees a run: a stranger's is not there. */
final class FindRun {

    private final RunStore store;

    FindRun(RunStore store) {
        this.store = store;
    }

    /**
     * A run of which everything is there, as far as anybody can tell.
     *
     * @throws WesException RUN_NOT_FOUND, also when it is being purged
     */
    Run find(Caller caller, String id, boolean includeDeleted) {
        Run run = orTombstone(caller, id, includeDeleted);
        if (run.removal().stage().tombstone()) {
            throw absent(id);
        }
        return run;
    }

    /**
     * With {@code includeDeleted}, also what is left of a purged one.
     *
     * @throws WesException RUN_NOT_FOUND
     */
    Run orTombstone(Caller caller, String id, boolean includeDeleted) {
        return RunId.parse(id)
                .flatMap(known -> store.find(known, caller.owner(), includeDeleted))
                .orElseThrow(() -> absent(id));
    }

    static WesException absent(String id) {
        return new WesException(ErrorCode.RUN_NOT_FOUND, "there is no run " + Quoted.of(id));
    }
}
