package org.westerly.server.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.westerly.server.store.StoreException;

/** The pool of reading connections, by jOOQ or, where every microsecond counts, by plain JDBC. */
final class Reader implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 10_000;

    /** A query in plain JDBC. */
    @FunctionalInterface
    interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    private final HikariDataSource pool;
    private final DSLContext sql;

    Reader(Dialect dialect) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(dialect.reading());
        config.setReadOnly(true);
        config.setMaximumPoolSize(dialect.readers());
        config.setConnectionTimeout(PATIENCE_MILLIS);
        // Opened with the first read, which then reports what is wrong as any other read does.
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
        sql = DSL.using(
                pool,
                dialect.jooq(),
                new Settings()
                        .withRenderSchema(false)
                        .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                        .withRenderNameCase(RenderNameCase.LOWER));
    }

    <T> T read(Function<DSLContext, T> query) {
        try {
            return query.apply(sql);
        } catch (DataAccessException failure) {
            throw unreadable(failure);
        }
    }

    /** Several queries that see the store at one and the same moment. */
    <T> T snapshot(Function<DSLContext, T> queries) {
        return read(outside -> outside.transactionResult(inside -> queries.apply(inside.dsl())));
    }

    <T> T plain(Query<T> query) {
        try (Connection connection = pool.getConnection()) {
            return query.on(connection);
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    private static StoreException unreadable(Exception failure) {
        return new StoreException("the store cannot be read: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        pool.close();
    }
}
