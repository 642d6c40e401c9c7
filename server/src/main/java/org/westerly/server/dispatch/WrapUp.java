package org.westerly.server.dispatch;

import java.io.IOException;
import org.westerly.server.logs.FollowLogs;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.Secrets;
import org.westerly.server.store.RunStore;

/** What is left to do for a run whose end is decided and not told yet. */
final class WrapUp {

    private final RunStore store;
    private final Machinery machinery;
    private final FollowLogs logs;
    private final RunHooks hooks;
    private final Mishaps mishaps;

    WrapUp(RunStore store, Machinery machinery, FollowLogs logs, RunHooks hooks, Mishaps mishaps) {
        this.store = store;
        this.machinery = machinery;
        this.logs = logs;
        this.hooks = hooks;
        this.mishaps = mishaps;
    }

    /** The end as it is to be told. Nothing of the run may be alive. */
    RunEvent before(Run run, RunEvent end) throws InterruptedException {
        // First, as the store may not answer: the hooks are not to be run again for that.
        Secrets secrets = secrets(run);
        // So that whoever sees the end finds every line.
        logs.finish(run.id());
        RunEvent told = hooks.after(run, end);
        // Before the end is told, because it is what a run leaves there that fills disks.
        clearTmp(run);
        return told.masked(secrets);
    }

    /** Engines and hooks say what they like, and it is stored for good. */
    private Secrets secrets(Run run) {
        boolean any = machinery
                .engines()
                .find(run.engine())
                .filter(engine -> !engine.takesSecrets())
                .isEmpty();
        return any ? store.request(run.id()).map(Secrets::of).orElse(Secrets.NONE) : Secrets.NONE;
    }

    private void clearTmp(Run run) {
        try {
            machinery.folders().of(run.id()).clearTmp();
        } catch (IOException fault) {
            mishaps.survived("removing the temporary files of run " + run.id(), fault);
        }
    }
}
