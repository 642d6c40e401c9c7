package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;

/**
 * Binds the lines that were stored before there was a chain, or by an older server beside this one. In their order, some in a
 * transaction: one that was broken off goes on where it was.
 */
final class ChainJournal {

    private static final Logger LOG = Logger.getLogger(ChainJournal.class);
    private static final int AT_ONCE = 2_000;

    private static final String UNBOUND = "select journal.position, run.id, journal.version, journal.from_state,"
            + " journal.to_state, journal.event, journal.at, journal.detail from journal join run on run.seq = journal.run"
            + " where journal.hash is null order by journal.position limit " + AT_ONCE;
    private static final String BEFORE = "select hash from journal where position < ? order by position desc limit 1";
    private static final String BIND = "update journal set salt = ?, seal = ?, hash = ? where position = ?";

    private record Line(LineHash.Content content, String detail) {}

    private ChainJournal() {}

    /** @throws StoreException if the store cannot be read or written; what was bound until then stays */
    static void whereMissing(Dialect dialect) {
        try (Session session = Session.writing(dialect)) {
            long bound = 0;
            int some;
            do {
                session.begin();
                some = some(session);
                session.commit();
                bound += some;
                if (some > 0 && bound % (AT_ONCE * 50L) == 0) {
                    LOG.infof("the journal's lines are chained, once: %d so far", bound);
                }
            } while (some > 0);
        } catch (SQLException failure) {
            String problem = "the journal cannot be chained: " + failure.getMessage();
            throw dialect.isFull(failure)
                    ? new StoreFullException(problem, failure)
                    : new StoreException(problem, failure);
        }
    }

    /** In the transaction that is under way. */
    static void all(Session session) throws SQLException {
        int some;
        do {
            some = some(session);
        } while (some > 0);
    }

    private static int some(Session session) throws SQLException {
        List<Line> lines = lines(session);
        List<@Nullable Object[]> bound = new ArrayList<>();
        long last = -1;
        byte[] hash = LineHash.NOTHING;
        for (Line line : lines) {
            long position = line.content().position();
            byte[] before = position == last + 1 ? hash : before(session, position);
            Seal detail = Seal.of(line.detail());
            hash = LineHash.of(before, line.content(), detail.digest());
            last = position;
            bound.add(new @Nullable Object[] {detail.salt(), detail.digest(), hash, position});
        }
        session.updateAll(BIND, bound);
        return lines.size();
    }

    private static byte[] before(Session session, long position) throws SQLException {
        try (ResultSet row = session.bound(BEFORE, position).executeQuery()) {
            byte[] hash = row.next() ? row.getBytes(1) : null;
            return hash == null ? LineHash.NOTHING : hash;
        }
    }

    private static List<Line> lines(Session session) throws SQLException {
        List<Line> lines = new ArrayList<>();
        try (ResultSet row = session.bound(UNBOUND).executeQuery()) {
            while (row.next()) {
                lines.add(new Line(
                        new LineHash.Content(
                                row.getLong(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getLong(7)),
                        row.getString(8)));
            }
        }
        return lines;
    }
}
