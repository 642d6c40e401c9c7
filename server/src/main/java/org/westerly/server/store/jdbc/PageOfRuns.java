package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunQuery.Place;

/** Finds out which runs make a page; by sequence, in the order of the list. */
final class PageOfRuns {

    private final Reading reading;
    private final RunQuery query;
    private final Way way;
    private final long newest;

    PageOfRuns(Reading reading, RunQuery query) {
        this.reading = reading;
        this.query = query;
        this.way = new Way(query.order().descending());
        this.newest = query.begun().newest();
    }

    List<Long> sequences() throws SQLException {
        TimeColumn column = TimeColumn.of(query.order().by());
        List<ChunkTimes> times = ListRuns.times(reading, query.selection(), column != null, newest);
        SelectedRuns sets = new SelectedRuns(reading, way);
        RunSet selected = sets.of(query.selection(), times);
        Place after = query.after();
        if (column == null) {
            return inOrderOfInsertion(selected, after, query.limit());
        }
        GatheredRuns all = GatheredRuns.of(selected, 0, newest, way);
        RunSet timed = new AllOf(List.of(all, sets.term(column.term())));
        long latest = query.begun().at().toEpochMilli();
        if (times.stream().map(column::of).anyMatch(span -> span != null && span.to() > latest)) {
            timed = new Except(
                    timed, GatheredRuns.ofSequences(reading.rows(column.later(reading.dialect()), latest), way));
        }
        GatheredRuns before = GatheredRuns.of(timed, 0, newest, way);
        boolean begunOnTheRest = after != null && after.time() == null;
        List<Long> page = new ArrayList<>();
        if (!begunOnTheRest) {
            page.addAll(new TimedRuns(reading, column, query.order().descending())
                    .page(before, times, latest, after, query.limit()));
        }
        page.addAll(inOrderOfInsertion(
                new Except(all, before), begunOnTheRest ? after : null, query.limit() - page.size()));
        return page;
    }

    private List<Long> inOrderOfInsertion(RunSet runs, @Nullable Place after, int limit) throws SQLException {
        boolean descending = way.descending();
        long first = after == null || descending ? 0 : after.sequence() + 1;
        long last = after == null || !descending ? newest : Math.min(newest, after.sequence() - 1);
        Within within = new Within(runs, first, last, way);
        List<Long> page = new ArrayList<>();
        while (page.size() < limit && within.next()) {
            for (int place : within.runs().places(descending)) {
                if (page.size() == limit) {
                    break;
                }
                page.add(Posting.sequence(within.chunk(), place));
            }
        }
        return page;
    }
}
