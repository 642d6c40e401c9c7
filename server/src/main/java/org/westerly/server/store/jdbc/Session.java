package org.westerly.server.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A writing connection with its prepared statements, used by one thread. Transactions are begun and ended by
 * statements, which costs less than JDBC's own switching.
 */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final PostingWrites postings = new PostingWrites();

    Session(DataSource source) throws SQLException {
        connection = source.getConnection();
    }

    /** What writes change about the postings; stored by {@link #commit}. */
    PostingWrites postings() {
        return postings;
    }

    void commit() throws SQLException {
        postings.store(this);
        execute("commit");
    }

    void execute(String sql) throws SQLException {
        statement(sql).execute();
    }

    /** Binds the values in order and runs the statement; the number of rows it changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** Binds the values in order and returns the statement, ready for {@code executeQuery}. The session closes it. */
    PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement fresh = connection.prepareStatement(sql);
        prepared.put(sql, fresh);
        return fresh;
    }

    /** After a failure: the driver closes a statement that failed (on a full disk, say) and does not say so. */
    void forgetStatements() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    /** Whatever was not committed is rolled back. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
