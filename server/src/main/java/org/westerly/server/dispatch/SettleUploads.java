package org.westerly.server.dispatch;

import java.io.IOException;
import java.util.Set;
import org.westerly.server.files.Uploads;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;

/** Removes attachments of which nobody knew whether their runs were stored, when it is known that they were not. */
final class SettleUploads {

    private final RunStore store;
    private final Uploads uploads;
    private final Mishaps mishaps;

    SettleUploads(RunStore store, Uploads uploads, Mishaps mishaps) {
        this.store = store;
        this.uploads = uploads;
        this.mishaps = mishaps;
    }

    void step() {
        Set<RunId> inDoubt = uploads.inDoubt();
        if (inDoubt.isEmpty()) {
            return;
        }
        // A database that stalled may still make what it was told before.
        store.awaitWrites();
        for (RunId run : inDoubt) {
            if (store.get(run).isPresent()) {
                uploads.keep(run);
            } else {
                discard(run);
            }
        }
    }

    private void discard(RunId run) {
        try {
            uploads.discard(run);
        } catch (IOException fault) {
            mishaps.survived("removing the attachments of a submission that was not stored", fault);
        }
    }
}
