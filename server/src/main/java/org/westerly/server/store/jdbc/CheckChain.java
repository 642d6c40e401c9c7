package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;
import org.westerly.server.store.JournalPoint;

/** Walks the whole journal: no line is missing, and each is what was bound to the lines before it. */
final class CheckChain {

    private static final int AT_ONCE = 1_000;

    private static final String LINES = "select journal.position, run.id, journal.version, journal.from_state,"
            + " journal.to_state, journal.event, journal.at, journal.detail, journal.salt, journal.seal, journal.hash,"
            + " run.purged_at is not null from journal left join run on run.seq = journal.run"
            + " where journal.position > ? order by journal.position limit " + AT_ONCE;

    private final Session session;
    private final Consumer<Finding> found;
    private final @Nullable JournalPoint noted;
    private long position;
    private byte[] hash = LineHash.NOTHING;
    private boolean notedSeen;

    /** @param noted what the chain was known to hold once; null if nothing was noted */
    CheckChain(Session session, Consumer<Finding> found, @Nullable JournalPoint noted) {
        this.session = session;
        this.found = found;
        this.noted = noted;
    }

    /** The journal's end. */
    JournalPoint check() throws SQLException {
        while (some()) {}
        if (noted != null && noted.position() > 0 && !notedSeen) {
            tell(Check.CHAIN, noted.position(), "is not there any more, and was noted with " + noted.hash());
        }
        return new JournalPoint(position, HexFormat.of().formatHex(hash));
    }

    private boolean some() throws SQLException {
        boolean any = false;
        try (ResultSet row = session.bound(LINES, position).executeQuery()) {
            while (row.next()) {
                any = true;
                line(row);
            }
        }
        return any;
    }

    private void line(ResultSet row) throws SQLException {
        long at = row.getLong(1);
        if (at != position + 1) {
            found.accept(new Finding(
                    Check.GAP, "journal line " + (position + 1), "is missing; the next one there is " + at));
        }
        position = at;
        byte[] stored = row.getBytes(11);
        if (stored == null) {
            tell(Check.CHAIN, at, "has no hash; the next start of the server gives it one");
            hash = LineHash.NOTHING;
            return;
        }
        String run = row.getString(2);
        byte[] seal = row.getBytes(10);
        LineHash.Content content = new LineHash.Content(
                at,
                run == null ? "" : run,
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7));
        if (!Arrays.equals(stored, LineHash.of(hash, content, seal))) {
            tell(Check.CHAIN, at, "is not what was written: its hash does not follow from it and the line before");
        }
        if (!isSealed(row, seal)) {
            tell(Check.CHAIN, at, "has another detail than was written");
        }
        // From what is stored: one line that was changed is one finding, not one for each line after it.
        hash = stored;
        compareWithNoted();
    }

    private void compareWithNoted() {
        if (noted != null && noted.position() == position) {
            notedSeen = true;
            if (!noted.hash().equals(HexFormat.of().formatHex(hash))) {
                tell(Check.CHAIN, position, "or one before it was rewritten: it was noted with " + noted.hash());
            }
        }
    }

    private static boolean isSealed(ResultSet row, byte @Nullable [] seal) throws SQLException {
        String detail = row.getString(8);
        byte[] salt = row.getBytes(9);
        if (seal == null) {
            return salt == null && detail.isEmpty();
        }
        if (salt == null) {
            // A purge forgets it.
            return detail.isEmpty() && row.getBoolean(12) && !JournalEntry.OF_REMOVALS.contains(row.getString(6));
        }
        return Arrays.equals(seal, Seal.digest(salt, detail));
    }

    private void tell(Check check, long at, String what) {
        found.accept(new Finding(check, "journal line " + at, what));
    }
}
