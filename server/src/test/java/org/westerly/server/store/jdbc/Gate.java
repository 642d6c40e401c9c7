package org.westerly.server.store.jdbc;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;

/** Holds the writer in a write of its own, so that what is handed over meanwhile becomes one batch. */
final class Gate {

    private final CountDownLatch open = new CountDownLatch(1);
    private final GroupCommit writer;

    Gate(GroupCommit writer) throws InterruptedException {
        this.writer = writer;
        CountDownLatch held = new CountDownLatch(1);
        Thread.startVirtualThread(() -> writer.write(_ -> {
            held.countDown();
            try {
                open.await();
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
            return true;
        }));
        held.await();
    }

    void awaitQueued(int writes) {
        await().until(() -> writer.waiting() == writes);
    }

    void open() {
        open.countDown();
    }
}
