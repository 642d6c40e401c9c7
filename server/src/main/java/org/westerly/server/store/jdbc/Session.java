package org.westerly.server.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A writing connection with its prepared statements, used by one thread. Transactions are begun and ended by
 * statements, which costs less than JDBC's own switching.
 */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final PostingWrites postings = new PostingWrites();
    private final JournalChain chain = new JournalChain();
    private final Dialect dialect;

    Session(Dialect dialect, DataSource source) throws SQLException {
        this.dialect = dialect;
        connection = source.getConnection();
    }

    /** A session for writing, beside other writers where the database has them. */
    static Session writing(Dialect dialect) throws SQLException {
        Session session = new Session(dialect, dialect.writing());
        try {
            dialect.prepare(session);
            return session;
        } catch (SQLException | RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    /** Begins a transaction, and waits for its turn where there are several writers. */
    void begin() throws SQLException {
        dialect.begin(this);
        // Whoever changes postings adds a line to the journal: as long as its last line is ours, so is what we
        // remember.
        if (dialect.shared() && chain.isOthers(this)) {
            postings.forget();
        }
    }

    /** The journal's end, which the next line is bound to. */
    JournalChain chain() {
        return chain;
    }

    /** What writes change about the postings; stored by {@link #commit}. */
    PostingWrites postings() {
        return postings;
    }

    void commit() throws SQLException {
        complete();
        execute("commit");
    }

    /** Writes what was collected. Whatever fails until now was not stored; a commit that fails may have been. */
    void complete() throws SQLException {
        postings.store(this);
        dialect.announce(this);
    }

    void execute(String sql) throws SQLException {
        statement(sql).execute();
    }

    /** Binds the values in order and runs the statement; the number of rows it changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** As {@link #update} for many rows, with fewer ways to the database and back. */
    void updateAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (@Nullable Object[] row : rows) {
            bound(sql, row).addBatch();
        }
        statement.executeBatch();
    }

    /** The answer to a question with one row of one column. */
    boolean truth(String sql) throws SQLException {
        try (ResultSet row = bound(sql).executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Typed queries on this connection, in its transaction. */
    DSLContext sql() {
        return DSL.using(connection, dialect.jooq(), Reader.SETTINGS);
    }

    /** Binds the values in order and returns the statement, ready for {@code executeQuery}. The session closes it. */
    PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, dialect.stored(values[i]));
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
