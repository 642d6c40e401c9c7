package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The runs of one term, read as far as they are asked for. */
final class TermRuns implements RunSet {

    static final String NEWEST_FIRST =
            "select chunk, runs from posting where term = ? and chunk <= ? order by chunk desc";
    static final String OLDEST_FIRST = "select chunk, runs from posting where term = ? and chunk >= ? order by chunk";

    private final Reading reading;
    private final String term;
    private final Way way;
    private @Nullable ResultSet rows;
    private long at = Long.MIN_VALUE;

    TermRuns(Reading reading, String term, Way way) {
        this.reading = reading;
        this.term = term;
        this.way = way;
    }

    @Override
    public long seek(long step) throws SQLException {
        ResultSet row = rows;
        if (row == null) {
            row = reading.rows(way.descending() ? NEWEST_FIRST : OLDEST_FIRST, term, way.chunk(step));
            rows = row;
        }
        while (at < step) {
            at = row.next() ? way.step(row.getLong(1)) : END;
        }
        return at;
    }

    @Override
    public Bits here() throws SQLException {
        ResultSet row = rows;
        return row == null || at == END ? Bits.none() : Bits.decoded(row.getBytes(2));
    }
}
