package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.Finding;
import org.westerly.server.store.JournalPoint;
import org.westerly.server.store.StoreException;

/** Does what is stored agree with itself? Beside a running server or without one; looks at one moment, and changes nothing. */
public final class VerifyStore {

    private final Consumer<Finding> found;
    private final @Nullable JournalPoint noted;

    /**
     * A look at a store.
     *
     * @param found told of each thing that is wrong
     * @param noted a line of the journal as it was once; null if none was noted
     */
    public VerifyStore(Consumer<Finding> found, @Nullable JournalPoint noted) {
        this.found = found;
        this.noted = noted;
    }

    /**
     * What was looked at.
     *
     * @param end of the journal: to be noted somewhere else
     * @param wrongChunks whose lists are to be made anew
     */
    public record Looked(long runs, JournalPoint end, List<Long> wrongChunks) {}

    /**
     * Looks.
     *
     * @throws StoreException if there is no such store, it cannot be read, or its schema is not this program's
     */
    public Looked verify(StoreAddress address) {
        Dialect dialect = address.dialect();
        if (!dialect.isThere()) {
            throw new StoreException("there is no store at " + address, null);
        }
        Migrations.requireCurrent(dialect);
        try (Session session = dialect.snapshot()) {
            JournalPoint end = new CheckChain(session, found, noted).check();
            CheckPostings postings = new CheckPostings(session, found);
            CheckRuns runs = new CheckRuns(session.sql(), postings, found);
            long newest = IndexRuns.newest(session);
            long count = 0;
            for (long chunk = 0; newest >= 0 && chunk <= Posting.chunkOf(newest); chunk++) {
                count += runs.check(chunk);
            }
            postings.checkTheRest();
            CheckCounters.check(session, found);
            return new Looked(count, end, postings.wrong());
        } catch (SQLException | DataAccessException failure) {
            throw new StoreException("the store cannot be read: " + failure.getMessage(), failure);
        }
    }
}
