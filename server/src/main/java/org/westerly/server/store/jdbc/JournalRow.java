package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.JOURNAL;
import static org.westerly.server.store.jdbc.schema.Tables.RUN;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import org.jooq.Record;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.JournalPoint;
import org.westerly.server.store.jdbc.schema.tables.records.JournalRecord;

/** A line of a run's history as a row of the table {@code journal}, both ways. */
final class JournalRow {

    private static final String INSERT = "insert into journal (position, run, version, from_state, to_state, event,"
            + " detail, at, salt, seal, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private JournalRow() {}

    static void insert(Session session, long sequence, JournalEntry entry) throws SQLException {
        JournalPoint end = session.chain().end(session);
        RunState from = entry.from();
        LineHash.Content line = new LineHash.Content(
                end.position() + 1,
                entry.run().value(),
                entry.version(),
                from == null ? null : from.name(),
                entry.to().name(),
                entry.event(),
                entry.at().toEpochMilli());
        Seal detail = Seal.of(entry.detail());
        byte[] hash = LineHash.of(HexFormat.of().parseHex(end.hash()), line, detail.digest());
        session.update(
                INSERT,
                line.position(),
                sequence,
                line.version(),
                line.from(),
                line.to(),
                line.event(),
                entry.detail(),
                line.at(),
                detail.salt(),
                detail.digest(),
                hash);
        session.chain().goesOn(new JournalPoint(line.position(), HexFormat.of().formatHex(hash)));
    }

    /** With the run's id and owner beside it. */
    static JournalLine read(Record row) {
        JournalRecord line = row.into(JOURNAL);
        String from = line.getFromState();
        JournalEntry entry = new JournalEntry(
                new RunId(row.get(RUN.ID)),
                line.getVersion(),
                from == null ? null : RunState.valueOf(from),
                RunState.valueOf(line.getToState()),
                line.getEvent(),
                line.getDetail(),
                Instant.ofEpochMilli(line.getAt()));
        return new JournalLine(line.getPosition(), new Owner(row.get(RUN.OWNER)), entry);
    }
}
