package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;

/** Where other servers are heard that share the database. Used by one thread; may be used again after a failure. */
interface Hearing extends AutoCloseable {

    /** Returns when somebody has called since the last time, or after {@code patience}. */
    void await(Duration patience) throws SQLException;

    /** Lets go of the database. */
    @Override
    void close();
}
