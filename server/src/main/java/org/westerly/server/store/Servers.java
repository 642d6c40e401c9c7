package org.westerly.server.store;

import java.time.Duration;
import java.util.List;
import org.westerly.server.run.Run;

/**
 * Which servers work on the runs, and who on which. A server that shows no life for as long as its lease is taken for gone,
 * by the store's own clock; what it tells of a run after somebody else took that over is not believed, since it is of an
 * old epoch.
 */
public interface Servers {

    /**
     * A server begins to work. An earlier one in the same seat has ended with this.
     *
     * @return its epoch: higher than any before
     */
    long enter(Seat seat, Duration lease);

    /** It is still there. False when it was taken for gone: it has to enter again. */
    boolean renew(long epoch, Duration lease);

    /** It stops working; what it leaves can be taken over at once. Does nothing when it has ended already. */
    void leave(long epoch);

    /** Ends the servers whose leases have run out. */
    void endExpired();

    /** The servers at work, longest first. */
    List<WorkingServer> working();

    /** The runs in INITIALIZING, RUNNING or CANCELING that the server of this epoch works on, in the order they came. */
    List<Run> held(long epoch);

    /** How many {@link #held} would give. */
    int heldCount(long epoch);

    /** The runs in INITIALIZING, RUNNING or CANCELING whose server is not at work. */
    List<AbandonedRun> abandoned();
}
