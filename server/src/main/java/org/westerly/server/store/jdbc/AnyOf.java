package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.List;

/** The runs that are in some of the sets. */
final class AnyOf implements RunSet {

    private final List<RunSet> sets;
    private long at = END;

    AnyOf(List<RunSet> sets) {
        this.sets = List.copyOf(sets);
    }

    @Override
    public long seek(long step) throws SQLException {
        at = END;
        for (RunSet set : sets) {
            at = Math.min(at, set.seek(step));
        }
        return at;
    }

    @Override
    public Bits here() throws SQLException {
        Bits runs = Bits.none();
        for (RunSet set : sets) {
            if (set.seek(at) == at) {
                runs.or(set.here());
            }
        }
        return runs;
    }
}
