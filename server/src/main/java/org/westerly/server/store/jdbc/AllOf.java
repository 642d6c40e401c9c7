package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.List;

/** The runs that are in every one of some sets, of which there is at least one. */
record AllOf(List<RunSet> sets) implements RunSet {

    @Override
    public long seek(long step) throws SQLException {
        long at = step;
        int agreed = 0;
        while (agreed < sets.size() && at != END) {
            agreed = 0;
            for (RunSet set : sets) {
                long next = set.seek(at);
                agreed = next == at ? agreed + 1 : 0;
                at = next;
                if (agreed == 0) {
                    break;
                }
            }
        }
        return at;
    }

    /** In the order of the sets: those that are dear to ask come last, and are not when nothing is left. */
    @Override
    public Bits here() throws SQLException {
        Bits runs = sets.getFirst().here().copy();
        for (RunSet set : sets.subList(1, sets.size())) {
            if (runs.isEmpty()) {
                break;
            }
            runs.and(set.here());
        }
        return runs;
    }
}
