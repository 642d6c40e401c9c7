package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;
import org.westerly.server.store.StoreLostException;
import org.westerly.server.store.UnknownOutcomeException;

/**
 * The one writer. Callers hand over a write and wait; the writer takes all that wait, makes each in a savepoint of its
 * own, commits once, and only then answers. One wait for the disk is shared by the whole batch, and nobody is told
 * "stored" before it is on disk.
 *
 * <p>A platform thread: SQLite's calls never let go of their carrier, so that a virtual thread could be starved by
 * readers.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    /** Past this, callers wait before they are even queued. */
    private static final int LONGEST_QUEUE = 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** On a full disk, whoever works on a run tries again every second, and a log is written to some disk too. */
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    private final Dialect dialect;
    private final Outage outage;
    private final BlockingQueue<PendingWrite<?>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Thread writer =
            Thread.ofPlatform().name("store-writer").daemon().unstarted(this::serve);
    private final AtomicLong nextComplaint = new AtomicLong(System.nanoTime());
    private volatile boolean closing;
    private volatile boolean ended;
    private @Nullable Session session;

    GroupCommit(Dialect dialect, Outage outage) {
        this.dialect = dialect;
        this.outage = outage;
    }

    GroupCommit start() {
        writer.start();
        return this;
    }

    /**
     * Makes the change; on return it is durable.
     *
     * @throws UnknownOutcomeException if it may have been made: the commit was not answered, the wait was interrupted or took
     *     a minute
     * @throws StoreException if it was not made
     */
    <T> T write(Write<T> change) {
        return write(change, PATIENCE);
    }

    <T> T write(Write<T> change, Duration patience) {
        PendingWrite<T> pending = new PendingWrite<>(change);
        try {
            enqueue(pending, patience);
            return pending.await(patience);
        } catch (ExecutionException failure) {
            throw told(failure.getCause());
        } catch (TimeoutException slow) {
            throw new UnknownOutcomeException(
                    "the store's writer has not answered for " + patience.toSeconds()
                            + " s; whether the write was made is unknown",
                    slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnknownOutcomeException(
                    "interrupted while storing; whether the write was made is unknown", interrupted);
        }
    }

    private void enqueue(PendingWrite<?> pending, Duration patience) throws InterruptedException {
        if (closing) {
            throw new StoreException("the store is closed", null);
        }
        if (!queue.offer(pending, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new StoreException("the store's writer has been behind for " + patience.toSeconds() + " s", null);
        }
        // Closed in between: the writer may have looked at the queue for the last time before we came.
        if (ended && queue.remove(pending)) {
            throw new StoreException("the store is closed", null);
        }
    }

    /** A new exception, so that the trace shows who asked. */
    private StoreException told(@Nullable Throwable cause) {
        if (cause instanceof SQLException failure && dialect.isFull(failure)) {
            complain(failure);
            return new StoreFullException("there is no space left to store it", cause);
        }
        if (cause instanceof SQLException failure && dialect.isLost(failure)) {
            return new StoreLostException("not stored: " + dialect + " does not answer: " + cause.getMessage(), cause);
        }
        if (cause instanceof StoreLostException lost) {
            return new StoreLostException("not stored: " + lost.getMessage(), lost);
        }
        if (cause instanceof UnknownOutcomeException unknown) {
            return new UnknownOutcomeException(String.valueOf(unknown.getMessage()), unknown);
        }
        return new StoreException("not stored: " + (cause == null ? "" : cause.getMessage()), cause);
    }

    /** To the operator, who alone can make room. */
    private void complain(SQLException full) {
        long due = nextComplaint.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextComplaint.compareAndSet(due, now + BETWEEN_COMPLAINTS.toNanos())) {
            LOG.errorf(
                    "the store %s has no space left: %s; until it has, new runs are refused, and those at work wait",
                    dialect,
                    String.valueOf(full.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void serve() {
        int largest = dialect.largestBatch();
        List<PendingWrite<?>> batch = new ArrayList<>(largest);
        try {
            while (!closing || !queue.isEmpty()) {
                batch.add(queue.take());
                queue.drainTo(batch, largest - 1);
                commit(batch);
                batch.clear();
            }
        } catch (InterruptedException notOurs) {
            LOG.error("the store's writer was interrupted and ends", notOurs);
        } finally {
            closing = true;
            ended = true;
            dropSession();
            for (PendingWrite<?> late = queue.poll(); late != null; late = queue.poll()) {
                late.fail(new StoreException("the store is closed", null));
            }
        }
    }

    private void commit(List<PendingWrite<?>> batch) {
        boolean committing = false;
        try {
            Session open = session();
            open.begin();
            List<PendingWrite<?>> made = new ArrayList<>(batch.size());
            for (PendingWrite<?> write : batch) {
                if (applied(write, open)) {
                    made.add(write);
                }
            }
            open.complete();
            committing = true;
            open.execute("commit");
            outage.answered();
            made.forEach(PendingWrite::succeed);
        } catch (SQLException | RuntimeException | Error failure) {
            // What state the connection is in, only the database knows: the next batch begins with a new one.
            dropSession();
            Throwable told = judged(failure, committing);
            if (!StoreLostException.isBehind(told)) {
                LOG.warnf("a batch of %d writes was not committed: %s", batch.size(), failure);
            }
            batch.forEach(write -> write.fail(told));
        }
    }

    /** A commit that was refused was not made. One that was not answered may have been. */
    private Throwable judged(Throwable failure, boolean committing) {
        if (!(failure instanceof SQLException said && dialect.isLost(said))) {
            return failure;
        }
        StoreLostException lost = outage.lost(said);
        return committing
                ? new UnknownOutcomeException(
                        "the commit was not answered; whether the write was made is unknown", lost)
                : lost;
    }

    /** Whether the write was made. False leaves the transaction as it was before; an exception leaves it unusable. */
    private static boolean applied(PendingWrite<?> write, Session session) throws SQLException {
        session.execute("savepoint one_write");
        try {
            write.apply(session);
            session.execute("release one_write");
            session.postings().keep();
            return true;
        } catch (SQLException | RuntimeException failure) {
            write.fail(failure);
            session.postings().drop();
            session.chain().forget();
            session.forgetStatements();
            // Some failures (disk full, I/O) end the whole transaction. There is no savepoint then, this throws, and
            // the batch fails: without it, the rest would run outside of any transaction.
            session.execute("rollback to one_write");
            session.execute("release one_write");
            return false;
        }
    }

    private Session session() throws SQLException {
        Session open = session;
        if (open == null) {
            open = Session.writing(dialect);
            session = open;
        }
        return open;
    }

    private void dropSession() {
        Session old = session;
        session = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (SQLException failure) {
            LOG.warnf("the store's writing connection did not close: %s", failure.getMessage());
        }
    }

    /** How many writes wait to be taken. */
    int waiting() {
        return queue.size();
    }

    /** Takes nothing new, makes what was handed over, and closes the connection. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        // The empty write wakes the writer if it sleeps; it may come before or after the last real one.
        closing = true;
        boolean _ = queue.offer(new PendingWrite<>(_ -> true));
        try {
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
