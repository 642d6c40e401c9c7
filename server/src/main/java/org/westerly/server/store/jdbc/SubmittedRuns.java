package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.RunSelection.Period;

/**
 * The runs submitted in a period. Whole chunks are known by their times; only in those through which one of its ends goes
 * (two, if the clock never ran backwards) are runs looked at.
 */
final class SubmittedRuns implements RunSet {

    static final String IN_CHUNK =
            "select seq from run where seq between ? and ? and submitted_at >= ? and submitted_at < ?";

    private final Reading reading;
    private final Way way;
    private final long since;
    private final long until;
    /** By step; true where every run is in the period. */
    private final NavigableMap<Long, Boolean> chunks = new TreeMap<>();

    private long at = END;

    SubmittedRuns(Reading reading, Iterable<ChunkTimes> all, Period period, Way way) {
        this.reading = reading;
        this.way = way;
        since = millis(period.since(), Long.MIN_VALUE);
        until = millis(period.until(), Long.MAX_VALUE);
        for (ChunkTimes times : all) {
            TimeSpan submitted = times.submitted();
            if (submitted.to() >= since && submitted.from() < until) {
                chunks.put(way.step(times.chunk()), submitted.from() >= since && submitted.to() < until);
            }
        }
    }

    private static long millis(@Nullable Instant time, long none) {
        return time == null ? none : time.toEpochMilli();
    }

    @Override
    public long seek(long step) {
        Long next = chunks.ceilingKey(step);
        at = next == null ? END : next;
        return at;
    }

    @Override
    public Bits here() throws SQLException {
        if (Boolean.TRUE.equals(chunks.get(at))) {
            return Bits.all();
        }
        long first = Posting.sequence(way.chunk(at), 0);
        Bits runs = Bits.none();
        try (ResultSet rows = reading.rows(IN_CHUNK, first, first + Bits.SIZE - 1, since, until)) {
            while (rows.next()) {
                runs.set(Posting.placeOf(rows.getLong(1)));
            }
        }
        return runs;
    }
}
