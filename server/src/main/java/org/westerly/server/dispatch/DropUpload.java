package org.westerly.server.dispatch;

import java.io.IOException;
import org.westerly.server.run.RunId;

/** Takes the attachments of a run away that has ended before they were brought to its folder: nobody else would. */
final class DropUpload {

    private final Machinery machinery;
    private final Mishaps mishaps;

    DropUpload(Machinery machinery, Mishaps mishaps) {
        this.machinery = machinery;
        this.mishaps = mishaps;
    }

    /** Does nothing where there are none. What cannot be removed is left to the sweep at the next start. */
    void of(RunId run) {
        try {
            machinery.uploads().discard(run);
        } catch (IOException fault) {
            mishaps.survived("removing the attachments of run " + run, fault);
        }
    }
}
