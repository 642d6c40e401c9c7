package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN_COUNT;

import java.util.EnumMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunState;
import org.westerly.server.store.jdbc.schema.tables.records.RunCountRecord;

/** Reads the counters that triggers keep beside the runs: never more than two rows per state. */
final class CountRuns {

    /** Counts the runs of all owners; no owner has a blank name. */
    private static final String EVERYBODY = "";

    private final Reader reader;

    CountRuns(Reader reader) {
        this.reader = reader;
    }

    /** Soft-deleted runs left out. */
    Map<RunState, Long> visible(@Nullable Owner owner) {
        Map<RunState, Long> counts = new EnumMap<>(RunState.class);
        for (RunState state : RunState.values()) {
            counts.put(state, 0L);
        }
        reader.read(sql -> rows(sql, owner).fetch()).stream()
                .filter(row -> row.getDeleted() == 0)
                .forEach(row -> counts.put(RunState.valueOf(row.getState()), row.getN()));
        return counts;
    }

    int active() {
        return (int) visible(null).entrySet().stream()
                .filter(count -> count.getKey().active())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static ResultQuery<RunCountRecord> rows(DSLContext sql, @Nullable Owner owner) {
        return sql.selectFrom(RUN_COUNT).where(RUN_COUNT.OWNER.eq(owner == null ? EVERYBODY : owner.name()));
    }
}
