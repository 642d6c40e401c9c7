package org.westerly.server.store.jdbc;

import java.sql.SQLException;

/** The runs of one set that are not in another. */
final class Except implements RunSet {

    private final RunSet set;
    private final RunSet without;
    private long at = END;

    Except(RunSet set, RunSet without) {
        this.set = set;
        this.without = without;
    }

    @Override
    public long seek(long step) throws SQLException {
        at = set.seek(step);
        return at;
    }

    @Override
    public Bits here() throws SQLException {
        Bits runs = set.here();
        return runs.isEmpty() || without.seek(at) != at ? runs : runs.copy().andNot(without.here());
    }
}
