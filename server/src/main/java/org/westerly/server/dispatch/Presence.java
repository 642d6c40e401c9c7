package org.westerly.server.dispatch;

import java.time.Duration;
import org.westerly.server.store.Seat;

/**
 * How a server is there among others.
 *
 * @param lease how long the others wait for a sign of life
 * @param lostAfter how long the runs of a machine wait for a server there, before another takes them for lost
 */
public record Presence(Seat seat, Duration lease, Duration lostAfter) {

    /** So that one that is late misses nothing. */
    private static final int SIGNS = 3;

    public Presence {
        if (!lease.isPositive()) {
            throw new IllegalArgumentException("servers.lease is " + lease + "; more than 0 is needed");
        }
    }

    /** Between two signs of life. */
    Duration interval() {
        return lease.dividedBy(SIGNS);
    }
}
