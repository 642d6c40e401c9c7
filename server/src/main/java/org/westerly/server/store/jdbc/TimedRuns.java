package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.RunOrder;
import org.westerly.server.store.RunQuery.Place;

/**
 * Puts runs in the order of one of their times. Few are read and sorted; for many the index of the time is walked, from where
 * the first of them can be, and the others on the way are passed by.
 */
final class TimedRuns {

    /** What reading a run's time by its sequence costs, in steps along an index. */
    private static final long LOOK_UP_STEPS = 6;

    private static final int LOOKED_UP_AT_ONCE = 500;

    private final Reading reading;
    private final TimeColumn column;
    private final boolean descending;

    TimedRuns(Reading reading, TimeColumn column, boolean descending) {
        this.reading = reading;
        this.column = column;
        this.descending = descending;
    }

    /**
     * The sequences of the first {@code limit} runs past {@code after}.
     *
     * @param runs that all have the time, and not later than {@code latest}
     */
    List<Long> page(GatheredRuns runs, List<ChunkTimes> times, long latest, @Nullable Place after, int limit)
            throws SQLException {
        long count = runs.count();
        if (count == 0 || limit < 1) {
            return List.of();
        }
        long first = Posting.sequence(runs.chunks().firstKey(), 0);
        long last = Posting.sequence(runs.chunks().lastKey() + 1, 0) - 1;
        if (count * count * LOOK_UP_STEPS <= limit * (last - first)) {
            return sorted(runs, after, limit);
        }
        TimeSpan span = span(runs, times);
        return walked(runs, new TimeSpan(span.from(), Math.min(span.to(), latest)), after, limit);
    }

    private List<Long> sorted(GatheredRuns runs, @Nullable Place after, int limit) throws SQLException {
        List<Long> all = runs.chunks().entrySet().stream()
                .flatMapToLong(chunk ->
                        LongStream.of(java.util.Arrays.stream(chunk.getValue().places(false))
                                .mapToLong(place -> Posting.sequence(chunk.getKey(), place))
                                .toArray()))
                .boxed()
                .toList();
        List<Place> places = new ArrayList<>();
        for (int from = 0; from < all.size(); from += LOOKED_UP_AT_ONCE) {
            List<Long> some = all.subList(from, Math.min(from + LOOKED_UP_AT_ONCE, all.size()));
            try (ResultSet rows = reading.rows(column.bySequence(some.size()), some.toArray())) {
                while (rows.next()) {
                    places.add(new Place(rows.getLong(1), RunRow.instant(rows.getLong(2))));
                }
            }
        }
        var order = new RunOrder(RunOrder.By.SUBMITTED_AT, descending).comparator();
        return places.stream()
                .filter(place -> after == null || order.compare(place, after) > 0)
                .sorted(order)
                .limit(limit)
                .map(Place::sequence)
                .toList();
    }

    /** All that the chunks say of when these runs can have been. */
    private TimeSpan span(GatheredRuns runs, List<ChunkTimes> times) {
        Map<Long, ChunkTimes> byChunk =
                times.stream().collect(Collectors.toMap(ChunkTimes::chunk, Function.identity()));
        return runs.chunks().keySet().stream()
                .map(byChunk::get)
                .map(column::of)
                .reduce(TimeSpan::with)
                .orElseThrow();
    }

    private List<Long> walked(GatheredRuns runs, TimeSpan span, @Nullable Place after, int limit) throws SQLException {
        long past = after == null || after.time() == null
                ? descending ? span.to() + 1 : span.from() - 1
                : after.time().toEpochMilli();
        List<Long> page = new ArrayList<>();
        try (ResultSet rows = reading.rows(
                column.inOrder(reading.dialect(), descending),
                descending ? span.from() : Math.max(span.from(), past),
                descending ? Math.min(span.to(), past) : span.to(),
                Posting.sequence(runs.chunks().firstKey(), 0),
                Posting.sequence(runs.chunks().lastKey() + 1, 0) - 1,
                past,
                after == null ? 0 : after.sequence())) {
            while (page.size() < limit && rows.next()) {
                long sequence = rows.getLong(1);
                if (runs.has(sequence)) {
                    page.add(sequence);
                }
            }
        }
        return page;
    }
}
