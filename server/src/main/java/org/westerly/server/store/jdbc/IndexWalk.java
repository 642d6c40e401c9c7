package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;
import static org.westerly.server.store.jdbc.schema.Tables.RUN_TAG;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunQuery.TagFilter;
import org.westerly.server.store.jdbc.schema.tables.RunTag;

/** The ways to walk down one index of a query's runs, newest first; what the index does not tell is looked up. */
final class IndexWalk {

    private static final List<Field<?>> LISTED =
            List.of(RUN.SEQ, RUN.ID, RUN.STATE, RUN.START_TIME, RUN.END_TIME, RUN.TAGS);

    private final DSLContext sql;
    private final RunQuery query;
    private final long newest;

    IndexWalk(DSLContext sql, RunQuery query) {
        this.sql = sql;
        this.query = query;
        this.newest = Math.min(query.newest(), query.before() - 1);
    }

    ResultQuery<Record> all() {
        return runs(DSL.noCondition());
    }

    ResultQuery<Record> byOwner(long shelf) {
        return runs(owned().and(RUN.DELETED.eq(shelf)));
    }

    ResultQuery<Record> byState(long shelf, RunState state) {
        return runs(owned().and(RUN.DELETED.eq(shelf)).and(RUN.STATE.eq(state.name())));
    }

    /** Down the index of the first tag with a value, or of the first tag. */
    ResultQuery<Record> byTag(long shelf) {
        TagFilter first = query.tags().stream()
                .filter(tag -> tag.value() != null)
                .findFirst()
                .orElse(query.tags().getFirst());
        RunTag walked = RUN_TAG.as("walked");
        Condition states = query.states().isEmpty()
                ? DSL.noCondition()
                : RUN.STATE.in(query.states().stream().map(Enum::name).sorted().toList());
        // CROSS: SQLite then keeps this order of the tables, walking tags and looking up runs.
        return sql.select(LISTED)
                .from(walked.crossJoin(RUN))
                .where(tagged(walked, first, shelf))
                .and(walked.RUN.le(newest))
                .and(RUN.SEQ.eq(walked.RUN))
                .and(states)
                .and(others(first))
                .orderBy(walked.RUN.desc())
                .limit(query.limit());
    }

    private ResultQuery<Record> runs(Condition walked) {
        return sql.select(LISTED)
                .from(RUN)
                .where(walked)
                .and(RUN.SEQ.le(newest))
                .and(everyTag())
                .orderBy(RUN.SEQ.desc())
                .limit(query.limit());
    }

    private Condition owned() {
        Owner owner = query.owner();
        return owner == null ? DSL.noCondition() : RUN.OWNER.eq(owner.name());
    }

    private Condition everyTag() {
        return DSL.and(query.tags().stream().map(this::looksUp).toList());
    }

    private Condition others(TagFilter walked) {
        return DSL.and(query.tags().stream()
                .filter(tag -> !tag.equals(walked))
                .map(this::looksUp)
                .toList());
    }

    /** One seek for the run in hand. Its own owner and shelf are named, because the table's key begins with them. */
    private Condition looksUp(TagFilter tag) {
        RunTag other = RUN_TAG.as("other");
        Condition value = tag.value() == null ? DSL.noCondition() : other.VALUE.eq(tag.value());
        return DSL.exists(DSL.selectOne()
                .from(other)
                .where(other.OWNER.eq(RUN.OWNER))
                .and(other.DELETED.eq(RUN.DELETED))
                .and(other.NAME.eq(tag.key()))
                .and(value)
                .and(other.RUN.eq(RUN.SEQ)));
    }

    private Condition tagged(RunTag table, TagFilter tag, long shelf) {
        Owner owner = query.owner();
        Condition named = table.DELETED.eq(shelf).and(table.NAME.eq(tag.key()));
        Condition owned = owner == null ? named : table.OWNER.eq(owner.name()).and(named);
        return tag.value() == null ? owned : owned.and(table.VALUE.eq(tag.value()));
    }
}
