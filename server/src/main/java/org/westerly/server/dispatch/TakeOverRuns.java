package org.westerly.server.dispatch;

import java.time.Duration;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.AbandonedRun;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.Seat;
import org.westerly.server.store.UnknownOutcomeException;

/**
 * Takes over the runs of servers that are gone: of the one before in this seat, and of others whose leases have run out or
 * were given up. From the moment that this is stored, nothing that the other one tells of the run is believed.
 */
final class TakeOverRuns {

    private final RunStore store;
    private final RunMoves moves;
    private final Lease lease;
    private final Duration lostAfter;
    private final TellStore tellStore;
    private final RecoverRun recover;
    private final UnderWay launches;

    /** @param lostAfter how long runs wait for a server on the machine where their engines work */
    TakeOverRuns(
            RunStore store,
            RunMoves moves,
            Lease lease,
            Duration lostAfter,
            TellStore tellStore,
            RecoverRun recover,
            UnderWay launches) {
        this.store = store;
        this.moves = moves;
        this.lease = lease;
        this.lostAfter = lostAfter;
        this.tellStore = tellStore;
        this.recover = recover;
        this.launches = launches;
    }

    void step() {
        if (!lease.holds()) {
            return;
        }
        store.endExpired();
        for (AbandonedRun left : store.abandoned()) {
            if (mayTake(left)) {
                take(left.run(), new RunEvent.TakenOver(lease.epoch(), note(left)));
            }
        }
    }

    /** An engine goes on without its server, which may be back soon: elsewhere nobody could tell how it ends. */
    private boolean mayTake(AbandonedRun left) {
        Seat by = left.by();
        return by == null || lease.seat().sees(by) || left.since().compareTo(lostAfter) >= 0;
    }

    private void take(Run run, RunEvent.TakenOver event) {
        try {
            if (moves.tryOn(run, event)) {
                launches.begin(run.id(), () -> recover.recover(run.id()));
            }
        } catch (UnknownOutcomeException unknown) {
            // If it was taken over it is ours, and nobody else will go on with it.
            launches.begin(run.id(), () -> {
                if (tellStore.take(run, event, event.epoch(), true)) {
                    recover.recover(run.id());
                }
            });
            throw unknown;
        }
    }

    private String note(AbandonedRun left) {
        Seat by = left.by();
        if (by == null || by.equals(lease.seat())) {
            return "";
        }
        String taken =
                "server " + lease.seat() + " goes on with the run; server " + by + ", which worked on it, is gone";
        return lease.seat().sees(by)
                ? taken
                : taken + ", and so is every other on the machine " + by.machine()
                        + ": what it may have left running there is ended when a server there is back";
    }
}
