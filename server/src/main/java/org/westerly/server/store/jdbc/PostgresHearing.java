package org.westerly.server.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** By LISTEN and NOTIFY, on a channel of the schema's own: two stores in one database do not meet. */
final class PostgresHearing implements Hearing {

    private static final String CHANNEL = "'westerly_' || abs(hashtext(current_schema())::bigint)";

    /** Says nothing but that there is something: what it is, the journal tells. */
    static final String CALL = "select pg_notify(" + CHANNEL + ", '')";

    private final DataSource source;
    private @Nullable Connection connection;

    PostgresHearing(DataSource source) {
        this.source = source;
    }

    @Override
    public void await(Duration patience) throws SQLException {
        Connection open = connection;
        if (open == null) {
            // What was called before it listened is not heard: the caller looks after this.
            connection = listening();
            return;
        }
        var _ = open.unwrap(PGConnection.class).getNotifications(Math.clamp(patience.toMillis(), 1, Integer.MAX_VALUE));
    }

    private Connection listening() throws SQLException {
        Connection fresh = source.getConnection();
        try (Statement statement = fresh.createStatement();
                ResultSet channel = statement.executeQuery("select " + CHANNEL)) {
            channel.next();
            String name = channel.getString(1);
            statement.execute("listen " + name);
            return fresh;
        } catch (SQLException failure) {
            fresh.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (SQLException ignored) {
            // It is not needed any more.
        }
    }
}
