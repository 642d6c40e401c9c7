package org.westerly.server.executor.local;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A look that is dear, and that many want at the same time: whoever asks gets one that has begun after asking, and shares it
 * with all who asked while the one before was under way. A thousand jobs that are ended at once would else each read all
 * processes of the machine, again and again.
 */
final class SharedLook<T> {

    /** What is looked at. */
    @FunctionalInterface
    interface Look<T> {
        T look() throws IOException;
    }

    /** One look, for all who wait for it. */
    private static final class Turn<T> {
        private boolean done;
        private @Nullable T seen;
        private @Nullable IOException fault;

        T result() throws IOException {
            if (seen == null) {
                throw fault == null ? new IOException("the look was broken off") : new IOException(fault);
            }
            return seen;
        }
    }

    private final Look<T> look;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private boolean looking;
    private @Nullable Turn<T> next;

    SharedLook(Look<T> look) {
        this.look = look;
    }

    T take() throws IOException {
        Turn<T> mine;
        lock.lock();
        try {
            if (next == null) {
                next = new Turn<>();
            }
            mine = next;
            while (looking && !mine.done) {
                over.awaitUninterruptibly();
            }
            if (mine.done) {
                return mine.result();
            }
            looking = true;
            next = null;
        } finally {
            lock.unlock();
        }
        lookFor(mine);
        return mine.result();
    }

    private void lookFor(Turn<T> turn) {
        @Nullable T seen = null;
        @Nullable IOException fault = null;
        try {
            seen = look.look();
        } catch (IOException failure) {
            fault = failure;
        } finally {
            lock.lock();
            try {
                turn.seen = seen;
                turn.fault = fault;
                turn.done = true;
                looking = false;
                over.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
