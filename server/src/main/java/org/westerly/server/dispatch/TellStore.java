package org.westerly.server.dispatch;

import java.time.Duration;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
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

    /** What is to be launched. */
    RunRequest request(RunId run) throws InterruptedException {
        return ask("reading the request of run " + run, () -> store.request(run))
                .orElseThrow(() -> new IllegalStateException("no request of " + run));
    }

    /** Whoever told its end. */
    boolean hasEnded(RunId run) throws InterruptedException {
        return ask("looking whether run " + run + " has ended", () -> store.get(run))
                .filter(now -> !now.state().terminal())
                .isEmpty();
    }

    /**
     * Takes the run as it was seen, for the server of {@code epoch}; false when somebody else was faster. Whoever takes a run
     * has to see to it, so this does not let go before it is known who did.
     *
     * @param taking a claim, or a take-over
     * @param doubtful whether the same was handed over before, and its answer lost
     */
    boolean take(Run seen, RunEvent taking, long epoch, boolean doubtful) throws InterruptedException {
        boolean maybeOurs = doubtful;
        while (true) {
            try {
                // The store takes one write at a time: when this is answered, the earlier one was made or never will
                // be.
                return moves.tryOn(seen, taking)
                        || (maybeOurs
                                && store.get(seen.id())
                                        .filter(now -> now.epoch() == epoch)
                                        .filter(now -> seen.epoch() != epoch || now.attempt() > seen.attempt())
                                        .isPresent());
            } catch (StoreException unanswered) {
                maybeOurs |= unanswered instanceof UnknownOutcomeException;
                pauseAfter("taking run " + seen.id(), unanswered);
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
