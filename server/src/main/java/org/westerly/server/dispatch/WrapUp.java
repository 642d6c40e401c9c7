package org.westerly.server.dispatch;

import java.io.IOException;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;

/** What is left to do for a run whose end is decided and not told yet. */
final class WrapUp {

    private final Machinery machinery;
    private final RunHooks hooks;
    private final Mishaps mishaps;

    WrapUp(Machinery machinery, RunHooks hooks, Mishaps mishaps) {
        this.machinery = machinery;
        this.hooks = hooks;
        this.mishaps = mishaps;
    }

    /** The end as it is to be told. Nothing of the run may be alive. */
    RunEvent before(Run run, RunEvent end) throws InterruptedException {
        RunEvent told = hooks.after(run, end);
        // Before the end is told, because it is what a run leaves there that fills disks.
        clearTmp(run);
        return told;
    }

    private void clearTmp(Run run) {
        try {
            machinery.folders().of(run.id()).clearTmp();
        } catch (IOException fault) {
            mishaps.survived("removing the temporary files of run " + run.id(), fault);
        }
    }
}
