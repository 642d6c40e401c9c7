package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces the names in one folder to the disk for many callers: whoever comes while a sync is under way waits for the
 * next one, which serves all who wait. For use by many threads.
 */
final class SharedSync {

    /** What a sync is; an interface for tests. */
    @FunctionalInterface
    interface Sync {
        void force() throws IOException;
    }

    private final Sync sync;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long begun;
    private long done;
    private boolean underWay;

    SharedSync(Path folder) {
        this(() -> Durable.syncFolder(folder));
    }

    SharedSync(Sync sync) {
        this.sync = sync;
    }

    /** Returns once a sync has succeeded that began after this call. */
    void sync() throws IOException {
        lock.lock();
        try {
            long needed = begun + 1;
            while (done < needed) {
                if (underWay) {
                    ended.awaitUninterruptibly();
                } else {
                    perform();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for a sync that others make. */
    int waiting() {
        lock.lock();
        try {
            return lock.getWaitQueueLength(ended);
        } finally {
            lock.unlock();
        }
    }

    /** After a failure nobody is served: the next who waits tries for himself, and is told for himself. */
    private void perform() throws IOException {
        underWay = true;
        begun++;
        long mine = begun;
        lock.unlock();
        try {
            sync.force();
        } catch (IOException | RuntimeException failure) {
            mine = 0;
            throw failure;
        } finally {
            lock.lock();
            underWay = false;
            done = Math.max(done, mine);
            ended.signalAll();
        }
    }
}
