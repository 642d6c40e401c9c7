package org.westerly.server.store.jdbc;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.westerly.server.run.RunState;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunQuery;

/**
 * Lists runs, newest first, at a price that does not depend on how many are stored: every query is cut into walks down
 * one index each, and the walks are merged as they go, so that nothing is sorted and no walk is followed past the page.
 */
final class ListRuns {

    /** Up to so many runs in the wanted states, it is cheaper to look at each than to follow a tag. */
    private static final int FEW = 1000;

    private static final Set<RunState> ANY = EnumSet.allOf(RunState.class);

    private final Reader reader;

    ListRuns(Reader reader) {
        this.reader = reader;
    }

    List<ListedRun> page(RunQuery query) {
        return query.limit() < 1
                ? List.of()
                : reader.snapshot(sql -> MergedWalks.newest(walks(sql, query), query.limit()));
    }

    /** Which indexes to walk. No run is on two walks. */
    static List<ResultQuery<Record>> walks(DSLContext sql, RunQuery query) {
        List<Long> shelves = query.includeDeleted() ? List.of(0L, 1L) : List.of(0L);
        IndexWalk walk = new IndexWalk(sql, query);
        if (!query.tags().isEmpty() && !fewInStates(sql, query, shelves)) {
            return shelves.stream().map(walk::byTag).toList();
        }
        if (!query.states().isEmpty()) {
            return perState(query.states(), shelves, walk);
        }
        if (query.owner() != null) {
            return shelves.stream().map(walk::byOwner).toList();
        }
        return query.includeDeleted() ? List.of(walk.all()) : perState(ANY, shelves, walk);
    }

    private static boolean fewInStates(DSLContext sql, RunQuery query, List<Long> shelves) {
        return !query.states().isEmpty() && CountRuns.in(sql, query.owner(), query.states(), shelves) <= FEW;
    }

    private static List<ResultQuery<Record>> perState(Set<RunState> states, List<Long> shelves, IndexWalk walk) {
        return shelves.stream()
                .flatMap(shelf -> states.stream().map(state -> walk.byState(shelf, state)))
                .toList();
    }
}
