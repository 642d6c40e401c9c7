package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.Map;
import org.westerly.server.run.Run;
import org.westerly.server.store.StoreException;

/** A run's tags as rows of the table {@code run_tag}, which lists walk. */
final class TagRows {

    private static final String INSERT = "insert into run_tag (owner, shelf, name, value, run) values (?, ?, ?, ?, ?)";
    private static final String SHELVE =
            "update run_tag set shelf = ?" + " where owner = ? and shelf = ? and name = ? and value = ? and run = ?";

    private TagRows() {}

    static void insert(Session session, long sequence, Run run) throws SQLException {
        for (Map.Entry<String, String> tag : run.tags().entrySet()) {
            session.update(INSERT, run.owner().name(), Shelf.of(run).name(), tag.getKey(), tag.getValue(), sequence);
        }
    }

    /** The tags go with the run from shelf to shelf. */
    static void move(Session session, long sequence, Run run, Shelf from, Shelf to) throws SQLException {
        for (Map.Entry<String, String> tag : run.tags().entrySet()) {
            int rows = session.update(
                    SHELVE, to.name(), run.owner().name(), from.name(), tag.getKey(), tag.getValue(), sequence);
            if (rows != 1) {
                throw new StoreException(rows + " rows for tag " + tag.getKey() + " of run " + run.id(), null);
            }
        }
    }
}
