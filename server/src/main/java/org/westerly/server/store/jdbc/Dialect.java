package org.westerly.server.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.StoreException;

/** What differs from database to database; prints itself without any password. */
interface Dialect {

    SQLDialect jooq();

    /** Where on the class path the migrations are. */
    String migrations();

    /** Connections that may write; whatever they commit is on disk when the commit returns. */
    DataSource writing();

    /** Connections that only read; a transaction sees the store at one moment. */
    DataSource reading();

    /** Connections that bring the schema up to date. */
    DataSource migrating();

    /**
     * Makes what has to be there before the database.
     *
     * @throws StoreException if that cannot be made
     */
    void makeRoom();

    /** Is there something to open? False means that opening it would make it. */
    boolean isThere();

    /**
     * Looks whether the database can hold a store at all.
     *
     * @throws SQLException if not, in words for the operator
     */
    void examine(Connection connection) throws SQLException;

    /** Makes a new writing session ready. */
    void prepare(Session session) throws SQLException;

    /** The database's own clock, as an expression: milliseconds since 1970 UTC. */
    String now();

    /** Where writers of other servers are heard; empty where there can be none. */
    Optional<Hearing> hearing();

    /** Tells other servers, once the transaction is committed, that there is something new in the journal. */
    void announce(Session session) throws SQLException;

    /** Begins a transaction that no other writer is in. */
    void begin(Session session) throws SQLException;

    /**
     * A session in a transaction of its own, for as long as which nobody else has the store open: to copy it.
     *
     * @throws SQLException if somebody has it open
     */
    Session alone() throws SQLException;

    /**
     * A session in a transaction that only reads, and sees the store at one moment for as long as it takes, beside whoever
     * writes.
     */
    Session snapshot() throws SQLException;

    /**
     * Copies the store as it is at one moment into an SQLite file that is not there yet, beside whoever writes.
     *
     * @throws StoreException if what arrived is not what was sent
     */
    void copyTo(Sqlite file) throws SQLException;

    /** May others write between two transactions of ours? */
    boolean shared();

    /** How many writes at most are committed together. */
    int largestBatch();

    /** How many rows of a long answer are brought at a time; 0 where they are read one by one anyway. */
    int rowsAtOnce();

    /** The value as this database can hold it. */
    @Nullable
    Object stored(@Nullable Object value);

    /** What makes a query after "from run" use this index and no other. */
    String byIndex(String index);

    /** How many reads at once are of use, and how long one may wait for its turn. */
    void size(HikariConfig pool);

    /** Space kept aside for the day when the disk is full, where that is our business. */
    Optional<Reserve> reserve();

    /** Whether this means that the disk, or the space allowed to us, is full. */
    boolean isFull(SQLException failure);

    /** Whether this means that the database could not be asked. */
    boolean isLost(SQLException failure);

    /** Whether an opening that failed like this may succeed without anybody changing the settings. */
    boolean comesBack(SQLException failure);

    /** What to tell the operator when the database cannot be opened. */
    String cannotOpen(SQLException failure);
}
