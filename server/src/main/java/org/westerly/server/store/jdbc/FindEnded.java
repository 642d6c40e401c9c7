package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.westerly.server.store.EndedQuery;
import org.westerly.server.store.EndedRun;
import org.westerly.server.store.RunSelection.TagFilter;
import org.westerly.server.store.jdbc.schema.tables.records.RunRecord;

/** Finds runs that have ended, by what lists are found by; only the runs of the page are read. */
final class FindEnded {

    private static final Way OLDEST_FIRST = new Way(false);

    private final Reader reader;

    FindEnded(Reader reader) {
        this.reader = reader;
    }

    List<EndedRun> page(EndedQuery query) {
        return query.limit() < 1
                ? List.of()
                : reader.snapshot(sql -> {
                    List<Long> sequences = sql.connectionResult(connection -> {
                        try (Reading reading = reader.reading(connection)) {
                            return sequences(reading, query);
                        }
                    });
                    Map<Long, RunRecord> rows = bySequence(sql, sequences).fetchMap(RUN.SEQ);
                    return sequences.stream()
                            .map(rows::get)
                            .filter(Objects::nonNull)
                            .map(row -> new EndedRun(row.getSeq(), RunRow.read(row)))
                            .filter(run -> run.endTime().toEpochMilli()
                                    <= query.until().toEpochMilli())
                            .toList();
                });
    }

    static ResultQuery<RunRecord> bySequence(DSLContext sql, Collection<Long> sequences) {
        return sql.selectFrom(RUN).where(RUN.SEQ.in(sequences));
    }

    private static List<Long> sequences(Reading reading, EndedQuery query) throws SQLException {
        List<ChunkTimes> times = new ArrayList<>();
        var rows = reading.rows(ChunkTimes.READ, 0, Long.MAX_VALUE);
        while (rows.next()) {
            times.add(ChunkTimes.of(rows));
        }
        GatheredRuns runs = GatheredRuns.of(selected(reading, query), 0, Long.MAX_VALUE, OLDEST_FIRST);
        return new TimedRuns(reading, TimeColumn.ENDED, false)
                .page(runs, times, query.until().toEpochMilli(), query.after(), query.limit());
    }

    private static RunSet selected(Reading reading, EndedQuery query) {
        List<RunSet> all = new ArrayList<>(List.of(term(reading, Terms.ALL), term(reading, Terms.ENDED)));
        query.tags().forEach(tag -> all.add(term(reading, tag)));
        if (!query.states().isEmpty()) {
            all.add(new AnyOf(query.states().stream()
                    .map(state -> term(reading, Terms.state(state)))
                    .toList()));
        }
        Stream<RunSet> gone = switch (query.having()) {
            case ANYTHING -> Stream.of();
            case SIGHT -> Stream.of(term(reading, Terms.DELETED));
            case WORKING_FILES -> Stream.of(term(reading, Terms.CLEARED));
        };
        List<RunSet> without = Stream.concat(gone, query.without().stream().map(tag -> term(reading, tag)))
                .toList();
        RunSet selected = new AllOf(all);
        return without.isEmpty() ? selected : new Except(selected, new AnyOf(without));
    }

    private static RunSet term(Reading reading, TagFilter tag) {
        return term(reading, Terms.tag(tag.key(), tag.value()));
    }

    private static RunSet term(Reading reading, String term) {
        return new TermRuns(reading, term, OLDEST_FIRST);
    }
}
