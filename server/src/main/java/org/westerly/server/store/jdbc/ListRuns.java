package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunSelection.Period;

/**
 * Lists and counts runs: what is asked for is intersected 4096 runs at a time, as sets of bits, and only the runs of the page
 * are read.
 */
final class ListRuns {

    private static final List<Field<?>> LISTED =
            List.of(RUN.SEQ, RUN.ID, RUN.STATE, RUN.START_TIME, RUN.END_TIME, RUN.TAGS);

    private final Reader reader;

    ListRuns(Reader reader) {
        this.reader = reader;
    }

    List<ListedRun> page(RunQuery query) {
        return query.limit() < 1
                ? List.of()
                : reader.snapshot(sql -> {
                    List<Long> sequences = sql.connectionResult(connection -> {
                        try (Reading reading = reader.reading(connection)) {
                            return new PageOfRuns(reading, query).sequences();
                        }
                    });
                    return listed(sql, sequences);
                });
    }

    /** Of those up to {@code newest}. */
    long count(RunSelection selection, long newest) {
        return reader.snapshot(sql -> sql.connectionResult(connection -> {
            try (Reading reading = reader.reading(connection)) {
                Way way = new Way(true);
                RunSet runs = new SelectedRuns(reading, way).of(selection, times(reading, selection, false, newest));
                Within within = new Within(runs, 0, newest, way);
                long count = 0;
                while (within.next()) {
                    count += within.runs().count();
                }
                return count;
            }
        }));
    }

    /** Of all chunks that matter, oldest first; none if nothing is asked that they could answer. */
    static List<ChunkTimes> times(Reading reading, RunSelection selection, boolean ordered, long newest)
            throws SQLException {
        List<ChunkTimes> times = new ArrayList<>();
        if (ordered || !selection.submitted().equals(Period.ANY)) {
            ResultSet rows = reading.rows(ChunkTimes.READ, 0, Posting.chunkOf(newest));
            while (rows.next()) {
                times.add(ChunkTimes.of(rows));
            }
        }
        return times;
    }

    private static List<ListedRun> listed(DSLContext sql, List<Long> sequences) {
        Map<Long, Record> rows = bySequence(sql, sequences).fetchMap(RUN.SEQ);
        return sequences.stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .map(ListRuns::listed)
                .toList();
    }

    static ResultQuery<Record> bySequence(DSLContext sql, Collection<Long> sequences) {
        return sql.select(LISTED).from(RUN).where(RUN.SEQ.in(sequences));
    }

    private static ListedRun listed(Record row) {
        return new ListedRun(
                row.get(RUN.SEQ),
                new RunId(row.get(RUN.ID)),
                RunState.valueOf(row.get(RUN.STATE)),
                RunRow.instant(row.get(RUN.START_TIME)),
                RunRow.instant(row.get(RUN.END_TIME)),
                Json.map(row.get(RUN.TAGS)));
    }
}
