package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;
import static org.westerly.server.store.jdbc.schema.Tables.RUN_TAG;

import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Select;
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

    /** Every run, whatever the query says of owner, states and tags. */
    ResultQuery<Record> all() {
        return runs(DSL.noCondition());
    }

    /** The owner's runs, whatever the query says of states and tags. */
    ResultQuery<Record> byOwner(boolean deleted) {
        return runs(owned().and(onSide(deleted)));
    }

    ResultQuery<Record> byState(RunState state, boolean deleted) {
        return runs(owned().and(onSide(deleted))
                .and(RUN.STATE.eq(state.name()))
                .and(looksUp(query.tags().stream(), Shelf.of(state, deleted))));
    }

    /** Down the index of this one of the query's tags. */
    ResultQuery<Record> byTag(Shelf shelf, TagFilter tag) {
        RunTag walked = RUN_TAG.as("walked");
        Condition states = query.states().isEmpty()
                ? DSL.noCondition()
                : RUN.STATE.in(query.states().stream().map(Enum::name).sorted().toList());
        // CROSS: SQLite then keeps this order of the tables, walking tags and looking up runs.
        return sql.select(LISTED)
                .from(walked.crossJoin(RUN))
                .where(tagged(walked, tag, shelf))
                .and(walked.RUN.le(newest))
                .and(RUN.SEQ.eq(walked.RUN))
                .and(states)
                .and(looksUp(query.tags().stream().filter(other -> !other.equals(tag)), shelf))
                .orderBy(walked.RUN.desc())
                .limit(query.limit());
    }

    /** How many runs have the tag, as far as it takes to know whether they are few. */
    long countUpTo(int few, Shelf shelf, TagFilter tag) {
        return sql.fetchCount(entries(few, shelf, tag));
    }

    Select<?> entries(int few, Shelf shelf, TagFilter tag) {
        return sql.select(RUN_TAG.RUN)
                .from(RUN_TAG)
                .where(tagged(RUN_TAG, tag, shelf))
                .limit(few);
    }

    private ResultQuery<Record> runs(Condition walked) {
        return sql.select(LISTED)
                .from(RUN)
                .where(walked)
                .and(RUN.SEQ.le(newest))
                .orderBy(RUN.SEQ.desc())
                .limit(query.limit());
    }

    private Condition owned() {
        Owner owner = query.owner();
        return owner == null ? DSL.noCondition() : RUN.OWNER.eq(owner.name());
    }

    private static Condition onSide(boolean deleted) {
        return RUN.DELETED.eq(deleted ? 1L : 0L);
    }

    private static Condition looksUp(Stream<TagFilter> tags, Shelf shelf) {
        return DSL.and(tags.map(tag -> looksUp(tag, shelf)).toList());
    }

    /** One seek for the run in hand, whose own owner is named because the table's key begins with it. */
    private static Condition looksUp(TagFilter tag, Shelf shelf) {
        RunTag other = RUN_TAG.as("other");
        Condition value = tag.value() == null ? DSL.noCondition() : other.VALUE.eq(tag.value());
        return DSL.exists(DSL.selectOne()
                .from(other)
                .where(other.OWNER.eq(RUN.OWNER))
                .and(other.SHELF.eq(shelf.name()))
                .and(other.NAME.eq(tag.key()))
                .and(value)
                .and(other.RUN.eq(RUN.SEQ)));
    }

    private Condition tagged(RunTag table, TagFilter tag, Shelf shelf) {
        Owner owner = query.owner();
        Condition named = table.SHELF.eq(shelf.name()).and(table.NAME.eq(tag.key()));
        Condition owned = owner == null ? named : table.OWNER.eq(owner.name()).and(named);
        return tag.value() == null ? owned : owned.and(table.VALUE.eq(tag.value()));
    }
}
