package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.westerly.server.run.Origin;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.QueueQuery;
import org.westerly.server.store.RunSelection.Period;
import org.westerly.server.store.Trait;

/** Reads what waits, and beside what. Whoever is passed over is a bit in a set and no row that is read. */
final class ReadQueue {

    private static final Way OLDEST_FIRST = new Way(false);

    private final Reader reader;

    ReadQueue(Reader reader) {
        this.reader = reader;
    }

    List<Run> page(QueueQuery query) {
        if (query.limit() < 1) {
            return List.of();
        }
        if (query.having().isEmpty()
                && query.without().isEmpty()
                && query.cameBy().isEmpty()) {
            return reader.read(
                    sql -> ReadRuns.oldest(sql, RunState.QUEUED, query.limit()).fetch(RunRow::read));
        }
        return reader.snapshot(sql -> {
            List<Long> sequences = sql.connectionResult(connection -> {
                try (Reading reading = reader.reading(connection)) {
                    return sequences(reading, query);
                }
            });
            return FindEnded.bySequence(sql, sequences).fetch().sortAsc(RUN.SEQ).map(RunRow::read);
        });
    }

    long count(Optional<Trait> having, long newest) {
        return reader.plain(connection -> {
            try (Reading reading = reader.reading(connection)) {
                Within within = new Within(waiting(reading, having), 0, newest, OLDEST_FIRST);
                long count = 0;
                while (within.next()) {
                    count += within.runs().count();
                }
                return count;
            }
        });
    }

    OptionalLong sequence(RunId id) {
        return reader.read(sql -> sequenceOf(sql, id).fetchOptional(RUN.SEQ))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** One moment for all states, lest a run that moves meanwhile be counted twice or never. */
    List<Origin> atWork() {
        return reader.snapshot(sql -> Stream.of(RunState.values())
                .filter(RunState::active)
                .flatMap(state -> in(sql, state).fetchInto(RUN).stream())
                .map(RunRow::origin)
                .toList());
    }

    static Select<Record1<Long>> sequenceOf(DSLContext sql, RunId id) {
        return sql.select(RUN.SEQ).from(RUN).where(RUN.ID.eq(id.value()));
    }

    /** Command and messages, which are long, are left out. Only finished runs are ever deleted. */
    static ResultQuery<?> in(DSLContext sql, RunState state) {
        return sql.select(RUN.OWNER, RUN.ENGINE_NAME, RUN.ENGINE_VERSION, RUN.TAGS, RUN.SUBMITTED_AT)
                .from(RUN)
                .where(RUN.DELETED.eq(0L).and(RUN.STATE.eq(state.name())));
    }

    private static List<Long> sequences(Reading reading, QueueQuery query) throws SQLException {
        List<RunSet> without = query.without().stream()
                .map(trait -> term(reading, term(trait)))
                .toList();
        RunSet waiting = cameBy(reading, waiting(reading, query.having()), query.cameBy());
        RunSet asked = without.isEmpty() ? waiting : new Except(waiting, new AnyOf(without));
        Within within = new Within(asked, 0, Long.MAX_VALUE, OLDEST_FIRST);
        List<Long> found = new ArrayList<>();
        while (found.size() < query.limit() && within.next()) {
            for (int place : within.runs().places(false)) {
                found.add(Posting.sequence(within.chunk(), place));
            }
        }
        return found.subList(0, Math.min(found.size(), query.limit()));
    }

    private static RunSet waiting(Reading reading, Optional<Trait> having) {
        RunSet queued = term(reading, Terms.state(RunState.QUEUED));
        return having.<RunSet>map(trait -> new AllOf(List.of(queued, term(reading, term(trait)))))
                .orElse(queued);
    }

    private static RunSet cameBy(Reading reading, RunSet waiting, Optional<Instant> latest) throws SQLException {
        if (latest.isEmpty()) {
            return waiting;
        }
        List<ChunkTimes> times = new ArrayList<>();
        ResultSet rows = reading.rows(ChunkTimes.READ, 0, Long.MAX_VALUE);
        while (rows.next()) {
            times.add(ChunkTimes.of(rows));
        }
        // The end of a period is not in it.
        Period period =
                new Period(null, latest.get().truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
        return new AllOf(List.of(waiting, new SubmittedRuns(reading, times, period, OLDEST_FIRST)));
    }

    private static RunSet term(Reading reading, String term) {
        return new TermRuns(reading, term, OLDEST_FIRST);
    }

    private static String term(Trait trait) {
        return switch (trait) {
            case Trait.OfOwner(var owner) -> Terms.owner(owner);
            case Trait.OfEngine(var name) -> Terms.engine(name);
            case Trait.OfTag(var key, var value) -> Terms.tag(key, value);
        };
    }
}
