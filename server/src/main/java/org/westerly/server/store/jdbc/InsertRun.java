package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.store.IdempotencyKey;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.Room;
import org.westerly.server.store.StoreException;

/** Stores a new run, its request, its postings and its first journal line, unless its idempotency key was used before. */
final class InsertRun implements Write<Insertion> {

    private static final String EARLIER =
            "select digest, run_id from idempotency_key where owner = ? and name = ? and first_used_at >= ?";
    private static final String KEY = "insert into idempotency_key (owner, name, digest, run_id, first_used_at)"
            + " values (?, ?, ?, ?, ?) on conflict (owner, name) do update"
            + " set digest = excluded.digest, run_id = excluded.run_id, first_used_at = excluded.first_used_at";
    static final String WAITING =
            "select owner, n from run_count where owner in (?, '') and deleted = 0 and state = 'QUEUED'";
    private static final String TAKEN = "select 1 from run where id = ?";
    private final Run run;
    private final Set<String> terms;
    private final @Nullable IdempotencyKey key;
    private final Room room;
    private final @Nullable Object[] row;
    private final @Nullable Object[] requestRow;

    InsertRun(Run run, RunRequest request, @Nullable IdempotencyKey key, Room room) {
        this.run = run;
        this.terms = Terms.of(run, request);
        this.key = key;
        this.room = room;
        this.row = RunRow.born(run);
        this.requestRow = RequestRow.values(request);
    }

    @Override
    public Insertion in(Session session) throws SQLException {
        if (key != null) {
            Insertion earlier = earlier(session, key);
            if (earlier != null) {
                return earlier;
            }
        }
        Insertion full = full(session);
        if (full != null) {
            return full;
        }
        if (key != null) {
            session.update(
                    KEY,
                    run.owner().name(),
                    key.key(),
                    key.digest(),
                    run.id().value(),
                    run.submittedAt().toEpochMilli());
        }
        insert(session);
        return new Insertion.Stored();
    }

    /** Exact, as there is one writer at a time and the counters are part of what it writes. */
    private @Nullable Insertion full(Session session) throws SQLException {
        if (room.equals(Room.ANY)) {
            return null;
        }
        if (room.equals(Room.NONE)) {
            return new Insertion.Full(room, false);
        }
        try (ResultSet counted = session.bound(WAITING, run.owner().name()).executeQuery()) {
            while (counted.next()) {
                boolean ofOwner = !counted.getString(1).isEmpty();
                if (counted.getLong(2) >= (ofOwner ? room.perOwner() : room.runs())) {
                    return new Insertion.Full(room, ofOwner);
                }
            }
            return null;
        }
    }

    private @Nullable Insertion earlier(Session session, IdempotencyKey asked) throws SQLException {
        try (ResultSet found = session.bound(
                        EARLIER,
                        run.owner().name(),
                        asked.key(),
                        asked.notBefore().toEpochMilli())
                .executeQuery()) {
            if (!found.next()) {
                return null;
            }
            RunId id = new RunId(found.getString(2));
            return asked.digest().equals(found.getString(1)) ? new Insertion.Repeated(id) : new Insertion.Clash(id);
        }
    }

    private void insert(Session session) throws SQLException {
        try (ResultSet taken = session.bound(TAKEN, run.id().value()).executeQuery()) {
            if (taken.next()) {
                throw new StoreException("run " + run.id() + " is stored already", null);
            }
        }
        long sequence = RunRow.insert(session, row);
        RequestRow.insert(session, sequence, requestRow);
        session.postings().born(sequence, terms, run);
        JournalRow.insert(session, sequence, JournalEntry.birth(run));
    }
}
