package org.westerly.server.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.Seat;
import org.westerly.server.store.WorkingServer;

/**
 * This server's right to work on runs, and which they are. Whether it lasts, only the store knows; this is what it said
 * last. A wrong belief does no harm to a run: what is told of one is compared with who works on it.
 */
final class Lease {

    /** Of no server. */
    static final long NONE = 0;

    private record Term(long epoch, long end, boolean first) {}

    private final RunStore store;
    private final Seat seat;
    private final Duration length;
    private volatile Term term = new Term(NONE, System.nanoTime(), false);

    Lease(RunStore store, Seat seat, Duration length) {
        this.store = store;
        this.seat = seat;
        this.length = length;
    }

    Seat seat() {
        return seat;
    }

    /** {@link #NONE} while it has none. */
    long epoch() {
        return term.epoch();
    }

    /** Can nobody have taken its runs over by now? */
    boolean holds() {
        Term now = term;
        return now.epoch() != NONE && System.nanoTime() - now.end() < 0;
    }

    /** Is it the one that does what is to be done once, and not by each server? Two may think so for a moment. */
    boolean leads() {
        return term.first() && holds();
    }

    /** The runs that it works on. */
    List<Run> runs() {
        long epoch = epoch();
        return epoch == NONE ? List.of() : store.held(epoch);
    }

    /** How many there are. */
    int count() {
        long epoch = epoch();
        return epoch == NONE ? 0 : store.heldCount(epoch);
    }

    /** The run as it stands; empty when it is not this server's any more. */
    Optional<Run> run(RunId id) {
        long epoch = epoch();
        return epoch == NONE ? Optional.empty() : store.get(id).filter(run -> run.epoch() == epoch);
    }

    /** Takes its seat; what it worked on before is not its own any more. */
    void enter() {
        long asked = System.nanoTime();
        told(store.enter(seat, length), asked);
    }

    /** False when it was taken for gone. */
    boolean renew() {
        long asked = System.nanoTime();
        long epoch = epoch();
        if (!store.renew(epoch, length)) {
            return false;
        }
        told(epoch, asked);
        return true;
    }

    /** From the question on: the store cannot have counted from earlier. */
    private void told(long epoch, long asked) {
        boolean first = store.working().stream()
                .findFirst()
                .map(WorkingServer::epoch)
                .filter(one -> one == epoch)
                .isPresent();
        term = new Term(epoch, asked + length.toNanos(), first);
    }

    /** It has lost it, or gives it up. */
    long drop() {
        long epoch = epoch();
        term = new Term(NONE, System.nanoTime(), false);
        return epoch;
    }

    /** Lets others take over at once what it leaves. */
    void leave() {
        long epoch = drop();
        if (epoch != NONE) {
            store.leave(epoch);
        }
    }
}
