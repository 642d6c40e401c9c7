package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;

/** The counters that triggers keep, beside what they count. */
final class CheckCounters {

    private static final String OF_OWNERS = "select owner, deleted, state, count(*) from run"
            + " where purge_asked_at is null group by owner, deleted, state";
    private static final String OF_ALL =
            "select '', deleted, state, count(*) from run" + " where purge_asked_at is null group by deleted, state";
    private static final String COUNTED = "select owner, deleted, state, n from run_count where n <> 0";
    private static final String INSERT = "insert into run_count (owner, deleted, state, n) ";

    private CheckCounters() {}

    static void check(Session session, Consumer<Finding> found) throws SQLException {
        Map<String, Long> counted = rows(session, COUNTED);
        Map<String, Long> there = rows(session, OF_OWNERS);
        there.putAll(rows(session, OF_ALL));
        TreeSet<String> all = new TreeSet<>(counted.keySet());
        all.addAll(there.keySet());
        for (String name : all) {
            long says = counted.getOrDefault(name, 0L);
            long is = there.getOrDefault(name, 0L);
            if (says != is) {
                found.accept(new Finding(Check.COUNTER, name, "says " + says + " runs; there are " + is));
            }
        }
    }

    /** In the transaction that is under way, in which nobody else may write. */
    static void recount(Session session) throws SQLException {
        session.execute("delete from run_count");
        session.execute(INSERT + OF_OWNERS);
        session.execute(INSERT + OF_ALL);
    }

    private static Map<String, Long> rows(Session session, String sql) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (ResultSet row = session.bound(sql).executeQuery()) {
            while (row.next()) {
                String owner = row.getString(1);
                rows.put(
                        (owner.isEmpty() ? "all owners" : "owner \"" + owner + "\"") + ", " + row.getString(3)
                                + (row.getLong(2) == 0 ? "" : ", deleted"),
                        row.getLong(4));
            }
        }
        return rows;
    }
}
