package org.westerly.server.dispatch;

import java.io.IOException;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;

/**
 * Removes all that is left of one run: its files first, then what is stored of it. In this order, because what is stored
 * is all that leads to the files; whoever is broken off in between begins again.
 */
final class RemoveRun {

    private final Machinery machinery;
    private final RunMoves moves;

    RemoveRun(Machinery machinery, RunMoves moves) {
        this.machinery = machinery;
        this.moves = moves;
    }

    /** @throws IOException when something of it is left, and the run with it */
    void remove(Run run) throws IOException, InterruptedException {
        machinery.uploads().discard(run.id());
        machinery.folders().remove(run.id());
        var _ = moves.require(run.id(), new RunEvent.Purged());
    }
}
