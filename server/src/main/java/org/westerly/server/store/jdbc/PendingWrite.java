package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A write on its way through {@link GroupCommit}, with the caller who waits for it. */
final class PendingWrite<T> {

    private final Write<T> write;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private Runnable success = () -> {};

    PendingWrite(Write<T> write) {
        this.write = write;
    }

    /** Makes the change in the open transaction; nobody is told before {@link #succeed}. */
    void apply(Session session) throws SQLException {
        T result = write.in(session);
        success = () -> outcome.complete(result);
    }

    /** The transaction was committed. */
    void succeed() {
        success.run();
    }

    void fail(Throwable why) {
        outcome.completeExceptionally(why);
    }

    T await(Duration patience) throws InterruptedException, ExecutionException, TimeoutException {
        return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
