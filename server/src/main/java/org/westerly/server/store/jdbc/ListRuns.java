package org.westerly.server.store.jdbc;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.westerly.server.run.RunState;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunQuery.TagFilter;

/**
 * Lists runs, newest first, at a price that does not depend on how many are stored: every query is cut into walks down
 * one index each, and the walks are merged as they go, so that nothing is sorted and no walk is followed past the page.
 */
final class ListRuns {

    /** So many index entries are looked through in about a millisecond: what is rarer than that is walked first. */
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
        Set<RunState> states = query.states().isEmpty() ? ANY : query.states();
        IndexWalk walk = new IndexWalk(sql, query);
        if (!query.tags().isEmpty() && !few(sql, query)) {
            List<Shelf> shelves = Shelf.of(states, query.includeDeleted());
            TagFilter rarest = rarest(query.tags(), shelves, walk);
            return shelves.stream().map(shelf -> walk.byTag(shelf, rarest)).toList();
        }
        if (query.states().isEmpty() && query.owner() == null && query.includeDeleted()) {
            return List.of(walk.all());
        }
        return sides(query)
                .flatMap(deleted -> query.states().isEmpty() && query.owner() != null
                        ? Stream.of(walk.byOwner(deleted))
                        : states.stream().map(state -> walk.byState(state, deleted)))
                .toList();
    }

    private static Stream<Boolean> sides(RunQuery query) {
        return query.includeDeleted() ? Stream.of(false, true) : Stream.of(false);
    }

    private static boolean few(DSLContext sql, RunQuery query) {
        return !query.states().isEmpty()
                && CountRuns.in(sql, query.owner(), query.states(), query.includeDeleted()) <= FEW;
    }

    /** Of several tags one is often rare: following another would pass by all the runs that have only that one. */
    private static TagFilter rarest(List<TagFilter> tags, List<Shelf> shelves, IndexWalk walk) {
        return tags.size() == 1
                ? tags.getFirst()
                : Collections.min(
                        tags,
                        Comparator.comparingLong(tag -> shelves.stream()
                                .mapToLong(shelf -> walk.countUpTo(FEW, shelf, tag))
                                .sum()));
    }
}
