package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.westerly.server.store.StoreLostException;

/**
 * Whether the database can be asked at present. Tells the operator once when it is lost and once when it is back. While
 * it is lost, one reader at a time tries; the others are told at once, instead of each waiting in vain.
 */
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final Dialect dialect;
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile String why = "";
    private volatile Runnable onLoss = () -> {};

    Outage(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Sets what is done when the database is lost: whoever keeps connections had better not believe in them any more. */
    void onLoss(Runnable act) {
        onLoss = act;
    }

    /** Asks the database, or not if it is lost and somebody else is asking already. */
    <T> T asked(Callable<T> question) throws Exception {
        if (!lost.get()) {
            return question.call();
        }
        if (!trying.compareAndSet(false, true)) {
            throw new StoreLostException(dialect + " does not answer: " + why, null);
        }
        try {
            return question.call();
        } finally {
            trying.set(false);
        }
    }

    void answered() {
        if (lost.get() && lost.compareAndSet(true, false)) {
            LOG.warnf("the store %s answers again", dialect);
        }
    }

    /** What is thrown for it. */
    StoreLostException lost(SQLException failure) {
        why = String.valueOf(failure.getMessage());
        if (lost.compareAndSet(false, true)) {
            LOG.errorf(
                    "the store %s cannot be asked: %s; requests are refused until it answers again, running engines go on",
                    dialect, why);
            onLoss.run();
        }
        return new StoreLostException(dialect + " does not answer: " + why, failure);
    }
}
