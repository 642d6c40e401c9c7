package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.jdbc.schema.tables.records.JournalRecord;

/** A line of a run's history as a row of the table {@code journal}, both ways. */
final class JournalRow {

    private static final String INSERT = "insert into journal (run, version, from_state, to_state, event, detail, at)"
            + " values (?, ?, ?, ?, ?, ?, ?)";

    private JournalRow() {}

    static void insert(Session session, long sequence, JournalEntry entry) throws SQLException {
        RunState from = entry.from();
        session.update(
                INSERT,
                sequence,
                entry.version(),
                from == null ? null : from.name(),
                entry.to().name(),
                entry.event(),
                entry.detail(),
                entry.at().toEpochMilli());
    }

    static JournalEntry read(RunId id, JournalRecord row) {
        String from = row.getFromState();
        return new JournalEntry(
                id,
                row.getVersion(),
                from == null ? null : RunState.valueOf(from),
                RunState.valueOf(row.getToState()),
                row.getEvent(),
                row.getDetail(),
                Instant.ofEpochMilli(row.getAt()));
    }
}
