package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;

/**
 * Makes anew what follows from the rest: counters, and what lists are read from. Nobody else may have the store open. Runs and
 * journal stay as they are, right or wrong.
 */
public final class MendStore {

    private MendStore() {}

    /**
     * Mends.
     *
     * @throws StoreException if it could not be done; then nothing was changed, or the next start does the rest
     */
    public static void mend(StoreAddress address, List<Long> wrongChunks) {
        Dialect dialect = address.dialect();
        try (Session session = alone(dialect)) {
            CheckCounters.recount(session);
            for (long chunk : wrongChunks) {
                session.update("delete from posting where chunk = ?", chunk);
                // Without this row it counts as not indexed yet.
                session.update("delete from posting_span where chunk = ?", chunk);
            }
            session.execute("commit");
        } catch (SQLException failure) {
            String problem = "the store could not be mended: " + failure.getMessage();
            throw dialect.isFull(failure)
                    ? new StoreFullException(problem, failure)
                    : new StoreException(problem, failure);
        }
        IndexRuns.whereMissing(dialect);
    }

    private static Session alone(Dialect dialect) {
        try {
            return dialect.alone();
        } catch (SQLException failure) {
            throw new StoreException(
                    dialect.cannotOpen(failure) + "; --fix needs the store for itself: stop the server", failure);
        }
    }
}
