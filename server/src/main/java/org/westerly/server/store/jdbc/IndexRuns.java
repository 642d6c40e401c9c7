package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;
import static org.westerly.server.store.jdbc.schema.Tables.RUN_REQUEST;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;
import org.westerly.server.store.jdbc.schema.tables.records.RunRecord;

/**
 * Makes the postings of runs that were stored before there were any. A chunk is made in one transaction, so that one
 * that was broken off is made again at the next start, and a finished one never.
 */
final class IndexRuns {

    private static final Logger LOG = Logger.getLogger(IndexRuns.class);

    private static final String NEWEST = "select coalesce(max(seq), -1) from run";
    private static final String DONE = "select chunk from posting_span";
    private static final long PROGRESS_STEP = 25;

    private IndexRuns() {}

    /** @throws StoreException if the store cannot be read or written; what was made until then stays */
    static void whereMissing(Dialect dialect) {
        try (Session session = Session.writing(dialect);
                Reader reader = new Reader(dialect, new Outage(dialect))) {
            long newest = newest(session);
            Set<Long> done = newest < 0 ? Set.of() : column(session, DONE);
            for (long chunk = 0; newest >= 0 && chunk <= Posting.chunkOf(newest); chunk++) {
                if (!done.contains(chunk)) {
                    index(chunk, reader, session);
                    if (chunk % PROGRESS_STEP == 0) {
                        LOG.infof("runs are indexed for lists, once: %d of %d", chunk * Bits.SIZE, newest);
                    }
                }
            }
        } catch (SQLException failure) {
            String problem = "the stored runs cannot be indexed: " + failure.getMessage();
            throw dialect.isFull(failure)
                    ? new StoreFullException(problem, failure)
                    : new StoreException(problem, failure);
        }
    }

    /** The last run's sequence; -1 when there is none. */
    static long newest(Session session) throws SQLException {
        return column(session, NEWEST).iterator().next();
    }

    private static void index(long chunk, Reader reader, Session session) throws SQLException {
        long first = Posting.sequence(chunk, 0);
        long last = Posting.sequence(chunk + 1, 0) - 1;
        Map<Long, RunRequest> requests = reader.read(sql -> sql.selectFrom(RUN_REQUEST)
                .where(RUN_REQUEST.RUN.between(first, last))
                .fetchMap(RUN_REQUEST.RUN, RequestRow::read));
        session.postings().emptyFrom(chunk);
        session.begin();
        for (RunRecord row : reader.read(
                sql -> sql.selectFrom(RUN).where(RUN.SEQ.between(first, last)).fetch())) {
            Run run = RunRow.read(row);
            if (run.removal().stage().tombstone()) {
                continue;
            }
            RunRequest request = requests.get(row.getSeq());
            if (request == null) {
                throw new StoreException("run " + run.id() + " has no request", null);
            }
            session.postings().born(row.getSeq(), Terms.of(run, request), run);
        }
        session.commit();
    }

    private static Set<Long> column(Session session, String sql) throws SQLException {
        Set<Long> values = new HashSet<>();
        try (ResultSet rows = session.bound(sql).executeQuery()) {
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
        }
        return values;
    }
}
