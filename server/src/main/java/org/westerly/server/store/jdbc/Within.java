package org.westerly.server.store.jdbc;

import java.sql.SQLException;

/** Goes through those runs of a set that lie from one sequence to another, both included. */
final class Within {

    private final RunSet set;
    private final long first;
    private final long last;
    private final Way way;
    private long step;
    private Bits runs = Bits.none();
    private long chunk;

    Within(RunSet set, long first, long last, Way way) {
        this.set = set;
        this.first = Math.max(first, 0);
        this.last = last;
        this.way = way;
        this.step = way.step(Posting.chunkOf(way.descending() ? last : this.first));
    }

    /** To the next chunk that holds some; false at the end. */
    boolean next() throws SQLException {
        long end = way.step(Posting.chunkOf(way.descending() ? first : last));
        while (first <= last && step <= end) {
            long at = set.seek(step);
            if (at > end) {
                break;
            }
            step = at + 1;
            chunk = way.chunk(at);
            runs = masked(set.here());
            if (!runs.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private Bits masked(Bits found) {
        boolean cutsFirst = chunk == Posting.chunkOf(first);
        boolean cutsLast = chunk == Posting.chunkOf(last);
        Bits own = found.copy();
        return cutsFirst || cutsLast
                ? own.keep(cutsFirst ? Posting.placeOf(first) : 0, cutsLast ? Posting.placeOf(last) : Bits.SIZE - 1)
                : own;
    }

    long chunk() {
        return chunk;
    }

    /** The caller's own. */
    Bits runs() {
        return runs;
    }
}
