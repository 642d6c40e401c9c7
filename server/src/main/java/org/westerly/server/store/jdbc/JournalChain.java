package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.JournalPoint;

/** Where the journal ends, as far as a session knows: what it wrote itself it need not read. For one thread. */
final class JournalChain {

    static final String LAST = "select position, hash from journal order by position desc limit 1";

    private @Nullable JournalPoint known;

    /** What the next line stands on. Lines that an older program wrote are bound first. */
    JournalPoint end(Session session) throws SQLException {
        JournalPoint end = known;
        if (end == null) {
            end = read(session);
            if (end == null) {
                ChainJournal.all(session);
                end = read(session);
            }
            if (end == null) {
                throw new SQLException("the journal's last line has no hash");
            }
            known = end;
        }
        return end;
    }

    void goesOn(JournalPoint written) {
        known = written;
    }

    /** What this session wrote last may have been undone. */
    void forget() {
        known = null;
    }

    /** Has anybody else written since this session did? */
    boolean isOthers(Session session) throws SQLException {
        JournalPoint before = known;
        known = read(session);
        return before == null || known == null || before.position() != known.position();
    }

    /** Null when the last line is not bound yet. */
    private static @Nullable JournalPoint read(Session session) throws SQLException {
        try (ResultSet row = session.bound(LAST).executeQuery()) {
            if (!row.next()) {
                return new JournalPoint(0, "");
            }
            byte[] hash = row.getBytes(2);
            return hash == null
                    ? null
                    : new JournalPoint(row.getLong(1), HexFormat.of().formatHex(hash));
        }
    }
}
