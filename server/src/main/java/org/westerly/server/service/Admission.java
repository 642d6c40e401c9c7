package org.westerly.server.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.queue.Flow;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunState;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.Room;
import org.westerly.server.store.RunStore;

/**
 * Who is let in: as many as the queue has room for, as fast as the site allows. What repeats an accepted request is no new
 * run, and is always answered.
 */
public final class Admission {

    /** A queue is as long as it is because runs take their time. */
    private static final Duration QUEUE_MOVES = Duration.ofSeconds(30);

    private final Room room;
    private final SubmissionRate rate;
    private final Supplier<Flow> flow;

    public Admission(Room room, SubmissionRate rate, Supplier<Flow> flow) {
        this.room = room;
        this.rate = rate;
        this.flow = flow;
    }

    /**
     * Spares who has no chance the upload. Decides nothing: that does the store, when the submission is whole.
     *
     * @throws WesException DRAINING, QUEUE_FULL or RATE_LIMITED
     */
    void requireRoom(RunStore store, Owner owner) {
        if (flow.get() == Flow.DRAINING) {
            throw draining();
        }
        rate.look(owner).ifPresent(wait -> {
            throw tooFast(wait);
        });
        if (room.runs() != Room.ANY.runs() && waiting(store, null) >= room.runs()) {
            throw full(new Insertion.Full(room, false));
        }
        if (room.perOwner() != Room.ANY.perOwner() && waiting(store, owner) >= room.perOwner()) {
            throw full(new Insertion.Full(room, true));
        }
    }

    private static long waiting(RunStore store, @Nullable Owner owner) {
        return store.counts(owner).getOrDefault(RunState.QUEUED, 0L);
    }

    /** For one submission that is whole. */
    Ticket ticket(Owner owner) {
        boolean draining = flow.get() == Flow.DRAINING;
        return new Ticket(owner, draining, draining ? Optional.empty() : rate.take(owner));
    }

    /** What one submission may ask of the store. */
    final class Ticket {

        private final Owner owner;
        private final boolean draining;
        private final Optional<Duration> wait;

        private Ticket(Owner owner, boolean draining, Optional<Duration> wait) {
            this.owner = owner;
            this.draining = draining;
            this.wait = wait;
        }

        /** The store finds out whether it is a repetition; nothing else is stored of what came too early or too late. */
        Room room() {
            return wait.isEmpty() && !draining ? room : Room.NONE;
        }

        /** Nothing was stored. */
        void giveBack() {
            if (wait.isEmpty() && !draining) {
                rate.giveBack(owner);
            }
        }

        WesException refusal(Insertion.Full full) {
            if (draining) {
                return draining();
            }
            return wait.map(Admission::tooFast).orElseGet(() -> full(full));
        }
    }

    private static WesException draining() {
        return WesException.later(
                ErrorCode.DRAINING,
                "the server is about to be stopped and takes no more runs; nothing was stored, send it again later",
                QUEUE_MOVES);
    }

    private static WesException tooFast(Duration wait) {
        return WesException.later(
                ErrorCode.RATE_LIMITED,
                "more runs in a minute than this server takes of one owner (limits.queued.per-minute); nothing was stored",
                wait);
    }

    private static WesException full(Insertion.Full full) {
        return WesException.later(
                ErrorCode.QUEUE_FULL,
                full.ofOwner()
                        ? full.room().perOwner()
                                + " runs of this owner are waiting, and no more may (limits.queued.per-owner); nothing was stored"
                        : full.room().runs()
                                + " runs are waiting, and no more may (limits.queued.runs); nothing was stored",
                QUEUE_MOVES);
    }
}
