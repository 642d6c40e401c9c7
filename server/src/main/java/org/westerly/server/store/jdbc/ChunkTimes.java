package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Run;

/** Between which times the runs of a chunk, or some of them, were submitted, started and ended. */
record ChunkTimes(
        long chunk,
        TimeSpan submitted,
        @Nullable TimeSpan started,
        @Nullable TimeSpan ended) {

    // min and max of several arguments are null when one of them is.
    private static final String WIDEN = "insert into posting_span (chunk, submitted_from, submitted_to,"
            + " started_from, started_to, ended_from, ended_to) values (?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (chunk) do update set"
            + " submitted_from = min(submitted_from, excluded.submitted_from),"
            + " submitted_to = max(submitted_to, excluded.submitted_to),"
            + " started_from = coalesce(min(started_from, excluded.started_from), started_from, excluded.started_from),"
            + " started_to = coalesce(max(started_to, excluded.started_to), started_to, excluded.started_to),"
            + " ended_from = coalesce(min(ended_from, excluded.ended_from), ended_from, excluded.ended_from),"
            + " ended_to = coalesce(max(ended_to, excluded.ended_to), ended_to, excluded.ended_to)";

    static final String READ = "select chunk, submitted_from, submitted_to, started_from, started_to,"
            + " ended_from, ended_to from posting_span where chunk between ? and ? order by chunk";

    ChunkTimes(long chunk, Run run) {
        this(chunk, TimeSpan.at(run.submittedAt()), at(run.startTime()), at(run.endTime()));
    }

    /** A row of {@link #READ}. */
    static ChunkTimes of(ResultSet row) throws SQLException {
        return new ChunkTimes(row.getLong(1), new TimeSpan(row.getLong(2), row.getLong(3)), span(row, 4), span(row, 6));
    }

    private static @Nullable TimeSpan span(ResultSet row, int column) throws SQLException {
        long from = row.getLong(column);
        return row.wasNull() ? null : new TimeSpan(from, row.getLong(column + 1));
    }

    ChunkTimes with(ChunkTimes other) {
        return new ChunkTimes(
                chunk, submitted.with(other.submitted), both(started, other.started), both(ended, other.ended));
    }

    /** Widens what is stored. */
    void store(Session session) throws SQLException {
        session.update(
                WIDEN,
                chunk,
                submitted.from(),
                submitted.to(),
                started == null ? null : started.from(),
                started == null ? null : started.to(),
                ended == null ? null : ended.from(),
                ended == null ? null : ended.to());
    }

    private static @Nullable TimeSpan at(@Nullable Instant time) {
        return time == null ? null : TimeSpan.at(time);
    }

    private static @Nullable TimeSpan both(@Nullable TimeSpan one, @Nullable TimeSpan other) {
        return one == null || other == null ? (one == null ? other : one) : one.with(other);
    }
}
