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
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.StoreException;

/** The pool of reading connections, by jOOQ or, where every microsecond counts, by plain JDBC. */
final class Reader implements AutoCloseable {

    /** Queries in words that every database reads the same. */
    static final Settings SETTINGS = new Settings()
            .withRenderSchema(false)
            .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
            .withRenderNameCase(RenderNameCase.LOWER);

    /** A query in plain JDBC. */
    @FunctionalInterface
    interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Dialect dialect;
    private final Outage outage;
    private final HikariDataSource pool;
    private final DSLContext sql;

    Reader(Dialect dialect, Outage outage) {
        this.dialect = dialect;
        this.outage = outage;
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(dialect.reading());
        config.setReadOnly(true);
        dialect.size(config);
        // Opened with the first read, which then reports what is wrong as any other read does.
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
        outage.onLoss(() -> pool.getHikariPoolMXBean().softEvictConnections());
        sql = DSL.using(pool, dialect.jooq(), SETTINGS);
    }

    <T> T read(Function<DSLContext, T> query) {
        return asked(() -> query.apply(sql));
    }

    /** Several queries that see the store at one and the same moment. */
    <T> T snapshot(Function<DSLContext, T> queries) {
        return read(outside -> outside.transactionResult(inside -> queries.apply(inside.dsl())));
    }

    <T> T plain(Query<T> query) {
        return asked(() -> {
            try (Connection connection = pool.getConnection()) {
                return query.on(connection);
            }
        });
    }

    /** Queries in plain JDBC beside jOOQ's. */
    Reading reading(Connection connection) {
        return new Reading(connection, dialect);
    }

    private <T> T asked(java.util.concurrent.Callable<T> question) {
        try {
            T answer = outage.asked(question);
            outage.answered();
            return answer;
        } catch (SQLException | DataAccessException failure) {
            SQLException cause = cause(failure);
            throw cause != null && dialect.isLost(cause)
                    ? outage.lost(cause)
                    : new StoreException("the store cannot be read: " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the database or the driver said itself: the pool only says that it has waited in vain. */
    private static @Nullable SQLException cause(Throwable failure) {
        SQLException last = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            last = cause instanceof SQLException said ? said : last;
        }
        return last;
    }

    @Override
    public void close() {
        pool.close();
    }
}
