package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;
import static org.westerly.server.store.jdbc.schema.Tables.RUN_OUTPUTS;
import static org.westerly.server.store.jdbc.schema.Tables.RUN_REQUEST;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.jdbc.schema.tables.records.RunRecord;
import org.westerly.server.store.jdbc.schema.tables.records.RunRequestRecord;

/** Reads single runs and what is kept beside them, and the runs that the dispatcher works on. */
final class ReadRuns {

    static final String STATE = "select state, owner from run where id = ? and deleted = 0";

    private final Reader reader;

    ReadRuns(Reader reader) {
        this.reader = reader;
    }

    Optional<Run> get(RunId id) {
        return reader.read(sql -> byId(sql, id).fetchOptional(RunRow::read));
    }

    Optional<RunState> state(RunId id, @Nullable Owner owner) {
        return reader.plain(connection -> {
            try (PreparedStatement query = connection.prepareStatement(STATE)) {
                query.setString(1, id.value());
                try (ResultSet row = query.executeQuery()) {
                    return row.next() && (owner == null || owner.name().equals(row.getString(2)))
                            ? Optional.of(RunState.valueOf(row.getString(1)))
                            : Optional.empty();
                }
            }
        });
    }

    Optional<RunRequest> request(RunId id) {
        return reader.read(sql -> requestOf(sql, id).fetchOptional(RequestRow::read));
    }

    Optional<String> outputs(RunId id) {
        return reader.read(sql -> sql.select(RUN_OUTPUTS.DOCUMENT)
                .from(RUN_OUTPUTS)
                .where(RUN_OUTPUTS.RUN.eq(sequenceOf(id)))
                .fetchOptional(RUN_OUTPUTS.DOCUMENT));
    }

    /** In the order they came. One moment for all states, lest a run that moves meanwhile be seen twice or never. */
    List<Run> active() {
        return reader.snapshot(sql -> Stream.of(RunState.values())
                .filter(RunState::active)
                .flatMap(state -> oldest(sql, state, Integer.MAX_VALUE).fetch().stream())
                .sorted(Comparator.comparing(RunRecord::getSeq))
                .map(RunRow::read)
                .toList());
    }

    /** In the order in which they were asked for. */
    List<Run> purging(int limit) {
        return reader.read(sql -> beingPurged(sql, limit).fetch(RunRow::read));
    }

    long newestSequence() {
        return reader.read(sql -> newest(sql).fetchOptional(0, Long.class)).orElse(0L);
    }

    /** One of each kind of query, for the test that reads their plans. */
    static List<Query> samples(DSLContext sql, RunId id) {
        return List.of(
                byId(sql, id),
                requestOf(sql, id),
                oldest(sql, RunState.QUEUED, 10),
                newest(sql),
                beingPurged(sql, 10),
                sql.resultQuery(STATE, id.value()));
    }

    private static ResultQuery<RunRecord> byId(DSLContext sql, RunId id) {
        return sql.selectFrom(RUN).where(RUN.ID.eq(id.value()));
    }

    private static ResultQuery<RunRequestRecord> requestOf(DSLContext sql, RunId id) {
        return sql.selectFrom(RUN_REQUEST).where(RUN_REQUEST.RUN.eq(sequenceOf(id)));
    }

    /** Only finished runs are ever deleted, so that side need not be asked. */
    static ResultQuery<RunRecord> oldest(DSLContext sql, RunState state, int limit) {
        Condition unfinished = RUN.DELETED.eq(0L).and(RUN.STATE.eq(state.name()));
        return sql.selectFrom(RUN).where(unfinished).orderBy(RUN.SEQ).limit(limit);
    }

    private static ResultQuery<RunRecord> beingPurged(DSLContext sql, int limit) {
        return sql.selectFrom(RUN)
                .where(RUN.PURGE_ASKED_AT.isNotNull().and(RUN.PURGED_AT.isNull()))
                .orderBy(RUN.PURGE_ASKED_AT)
                .limit(limit);
    }

    private static Select<Record1<Long>> newest(DSLContext sql) {
        return sql.select(DSL.max(RUN.SEQ)).from(RUN);
    }

    static Select<Record1<Long>> sequenceOf(RunId id) {
        return DSL.select(RUN.SEQ).from(RUN).where(RUN.ID.eq(id.value()));
    }
}
