package org.westerly.server.dispatch;

import java.time.Duration;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;

/** Stores what became of a launch, and does not let go while the store refuses: nobody else knows it. */
final class TellStore {

    private final RunStore store;
    private final RunMoves moves;
    private final Duration pause;
    private final Mishaps mishaps;

    TellStore(RunStore store, RunMoves moves, Duration pause, Mishaps mishaps) {
        this.store = store;
        this.moves = moves;
        this.pause = pause;
        this.mishaps = mishaps;
    }

    /** Applies {@code event}, unless the run has ended or is at another launch by now. */
    void tell(Run launched, RunEvent event) throws InterruptedException {
        while (true) {
            try {
                apply(launched, event);
                return;
            } catch (RuntimeException refused) {
                if (Thread.interrupted()) {
                    // That is why it was not stored, or not answered; whoever interrupts sees to the rest.
                    throw new InterruptedException("stopping while storing what became of a launch");
                }
                mishaps.survived("storing what became of run " + launched.id(), refused);
                Thread.sleep(pause);
            }
        }
    }

    private void apply(Run launched, RunEvent event) {
        Run now = launched;
        while (now.attempt() == launched.attempt() && !moves.tryOn(now, event)) {
            Run again = store.get(launched.id()).orElseThrow();
            if (again.version() == now.version()) {
                // Nobody was faster: the event has no place any more.
                return;
            }
            now = again;
        }
    }
}
