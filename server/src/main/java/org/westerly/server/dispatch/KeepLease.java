package org.westerly.server.dispatch;

import org.westerly.server.logs.FollowLogs;

/**
 * Tells the store, again and again, that this server is there. One that was taken for gone (it was stopped for longer than
 * its lease, say) lets go of all it had in hand, and begins anew.
 */
final class KeepLease {

    private final Lease lease;
    private final Acts acts;
    private final FollowLogs logs;
    private final Wakes wakes;
    private final Mishaps mishaps;

    KeepLease(Lease lease, Acts acts, FollowLogs logs, Wakes wakes, Mishaps mishaps) {
        this.lease = lease;
        this.acts = acts;
        this.logs = logs;
        this.wakes = wakes;
        this.mishaps = mishaps;
    }

    void step() {
        if (lease.epoch() != Lease.NONE && lease.renew()) {
            return;
        }
        try {
            if (lease.drop() != Lease.NONE) {
                mishaps.survived(
                        "keeping the lease",
                        new IllegalStateException("this server (" + lease.seat()
                                + ") gave no sign of life for so long that others may have taken over its runs"));
            }
            // Before it may work again: nothing of the old term is to act in the name of the new one.
            acts.stopAll();
            logs.letGo();
            lease.enter();
            wakes.takeOver().wakeOrSkipNextWait();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
