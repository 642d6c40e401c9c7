package org.westerly.server.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Queries of one list on one connection; all that were opened are closed together. */
final class Reading implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final Deque<PreparedStatement> open = new ArrayDeque<>();

    Reading(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Binds the values in order; the rows are read as far as they are asked for. */
    ResultSet rows(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        open.push(statement);
        statement.setFetchSize(dialect.rowsAtOnce());
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, dialect.stored(values[i]));
        }
        return statement.executeQuery();
    }

    @Override
    public void close() throws SQLException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
