package org.westerly.server.dispatch;

import java.time.Duration;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.UnknownOutcomeException;

/** Asks and tells the store what a launch depends on, and does not let go while it refuses: nobody else would. */
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
                pauseAfter("storing what became of run " + launched.id(), refused);
            }
        }
    }

    /** A question to the store, or something that asks it. */
    @FunctionalInterface
    interface Question<T> {
        T put() throws InterruptedException;
    }

    /** Asks until there is an answer: that a store cannot be asked says nothing about the run. */
    <T> T ask(String during, Question<T> question) throws InterruptedException {
        while (true) {
            try {
                return question.put();
            } catch (StoreException unanswered) {
                pauseAfter(during, unanswered);
            }
        }
    }

    /**
     * Claims the run as it was seen; false when somebody else was faster. Whoever claims a run has to launch it, so this
     * does not let go before it is known who did.
     *
     * @param doubtful whether a claim of ours was handed over before, and its answer lost
     */
    boolean claim(Run seen, boolean doubtful) throws InterruptedException {
        boolean maybeOurs = doubtful;
        while (true) {
            try {
                // The store takes one write at a time: when this is answered, the earlier claim was made or never will
                // be.
                return moves.tryOn(seen, new RunEvent.Claimed())
                        || (maybeOurs
                                && store.get(seen.id())
                                        .filter(now -> now.version() == seen.version() + 1)
                                        .filter(now -> now.state() == RunState.INITIALIZING)
                                        .isPresent());
            } catch (StoreException unanswered) {
                maybeOurs |= unanswered instanceof UnknownOutcomeException;
                pauseAfter("claiming run " + seen.id(), unanswered);
            }
        }
    }

    private void pauseAfter(String during, RuntimeException refused) throws InterruptedException {
        if (Thread.interrupted()) {
            // That is why it was not stored, or not answered; whoever interrupts sees to the rest.
            throw new InterruptedException("stopping while " + during);
        }
        mishaps.survived(during, refused);
        Thread.sleep(pause);
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
