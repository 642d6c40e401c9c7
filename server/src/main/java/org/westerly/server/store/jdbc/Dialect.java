package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/** What differs from database to database. */
interface Dialect {

    SQLDialect jooq();

    /** Where on the class path the migrations are. */
    String migrations();

    /** Connections that may write; whatever they commit is on disk when the commit returns. */
    DataSource writing();

    /** Connections that only read. */
    DataSource reading();

    /** How many reads at once are of use. */
    int readers();

    /** Whether this means that the disk, or the space allowed to us, is full. */
    boolean isFull(SQLException failure);

    /** What to tell the operator when the database cannot be opened. */
    String cannotOpen(SQLException failure);
}
