package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.JOURNAL;
import static org.westerly.server.store.jdbc.schema.Tables.RUN;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.westerly.server.run.RunId;
import org.westerly.server.store.JournalLine;

/** Reads what happened to runs. */
final class ReadJournal {

    /** But what the line is bound to the others by. */
    static final List<Field<?>> LINE = List.of(
            JOURNAL.POSITION,
            JOURNAL.RUN,
            JOURNAL.VERSION,
            JOURNAL.FROM_STATE,
            JOURNAL.TO_STATE,
            JOURNAL.EVENT,
            JOURNAL.DETAIL,
            JOURNAL.AT);

    private final Reader reader;

    ReadJournal(Reader reader) {
        this.reader = reader;
    }

    List<JournalLine> of(RunId id) {
        return reader.read(sql -> ofRun(sql, id).fetch(JournalRow::read));
    }

    List<JournalLine> after(long position, int limit) {
        return reader.read(sql -> later(sql, position, limit).fetch(JournalRow::read));
    }

    long newest() {
        return reader.read(sql -> newest(sql).fetchOptional(0, Long.class)).orElse(0L);
    }

    /** One of each kind of query, for the test that reads their plans. */
    static List<Query> samples(DSLContext sql, RunId id) {
        return List.of(ofRun(sql, id), later(sql, 1, 10), newest(sql));
    }

    private static ResultQuery<Record> ofRun(DSLContext sql, RunId id) {
        return lines(sql).where(JOURNAL.RUN.eq(ReadRuns.sequenceOf(id))).orderBy(JOURNAL.VERSION);
    }

    private static ResultQuery<Record> later(DSLContext sql, long position, int limit) {
        return lines(sql)
                .where(JOURNAL.POSITION.gt(position))
                .orderBy(JOURNAL.POSITION)
                .limit(limit);
    }

    private static SelectOnConditionStep<Record> lines(DSLContext sql) {
        return sql.select(LINE)
                .select(RUN.ID, RUN.OWNER)
                .from(JOURNAL)
                .join(RUN)
                .on(RUN.SEQ.eq(JOURNAL.RUN));
    }

    private static Select<Record1<Long>> newest(DSLContext sql) {
        return sql.select(DSL.max(JOURNAL.POSITION)).from(JOURNAL);
    }
}
