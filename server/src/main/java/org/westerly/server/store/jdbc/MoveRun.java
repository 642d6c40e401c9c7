package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Run;
import org.westerly.server.store.StoreException;

/** Replaces one version of a run by the next, unless somebody else did so first. */
final class MoveRun implements Write<Boolean> {

    static final String OUTPUTS = "insert into run_outputs (run, document) values (?, ?)"
            + " on conflict (run) do update set document = excluded.document";
    private final Run seen;
    private final Run next;
    private final JournalEntry entry;
    private final @Nullable String outputs;
    private final Set<String> leaving;
    private final @Nullable Object[] row;

    /** @param leaving every term of a run that is to be purged: nobody is to find it any more */
    MoveRun(Run seen, Run next, JournalEntry entry, @Nullable String outputs, Set<String> leaving) {
        this.leaving = Set.copyOf(leaving);
        this.seen = seen;
        this.next = next;
        this.entry = entry;
        this.outputs = outputs;
        this.row = RunRow.moved(seen, next);
    }

    @Override
    public Boolean in(Session session) throws SQLException {
        OptionalLong moved = moved(session);
        if (moved.isEmpty()) {
            return false;
        }
        long sequence = moved.getAsLong();
        JournalRow.insert(session, sequence, entry);
        if (outputs != null) {
            session.update(OUTPUTS, sequence, outputs);
        }
        switch (next.removal().stage()) {
            case KEPT, DELETED -> session.postings().moved(sequence, seen, next);
            case PURGING -> session.postings().gone(sequence, leaving);
            case PURGED -> ForgetPayload.of(session, sequence);
        }
        return true;
    }

    private OptionalLong moved(Session session) throws SQLException {
        try (ResultSet updated = session.bound(RunRow.UPDATE, row).executeQuery()) {
            if (!updated.next()) {
                return OptionalLong.empty();
            }
            long sequence = updated.getLong(1);
            if (updated.next()) {
                throw new StoreException("two rows for run " + seen.id() + " version " + seen.version(), null);
            }
            return OptionalLong.of(sequence);
        }
    }
}
