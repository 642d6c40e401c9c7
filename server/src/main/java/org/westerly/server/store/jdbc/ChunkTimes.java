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

    private static final String WIDEN = "insert into posting_span (chunk, submitted_from, submitted_to,"
            + " started_from, started_to, ended_from, ended_to) values (?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (chunk) do update set "
            + wider("submitted_from", "<") + ", " + wider("submitted_to", ">") + ", "
            + wider("started_from", "<") + ", " + wider("started_to", ">") + ", "
            + wider("ended_from", "<") + ", " + wider("ended_to", ">");

    static final String READ = "select chunk, submitted_from, submitted_to, started_from, started_to,"
            + " ended_from, ended_to from posting_span where chunk between ? and ? order by chunk";

    ChunkTimes(long chunk, Run run) {
        this(chunk, TimeSpan.at(run.submittedAt()), at(run.startTime()), at(run.endTime()));
    }

    /** In words that every database has; the least of several values is called differently in each. */
    private static String wider(String column, String than) {
        String kept = "posting_span." + column;
        String given = "excluded." + column;
        return column + " = case when " + kept + " is null or " + given + " " + than + " " + kept + " then " + given
                + " else " + kept + " end";
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
