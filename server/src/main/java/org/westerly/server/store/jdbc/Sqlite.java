package org.westerly.server.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.westerly.server.store.StoreException;

/** SQLite, in one file. */
record Sqlite(Path file) implements Dialect {

    static final String PREFIX = "jdbc:sqlite:";

    private static final int BUSY_MILLIS = 10_000;
    private static final int READER_PATIENCE_MILLIS = 10_000;
    private static final int LARGEST_BATCH = 256;
    /** In KiB, as SQLite reads a negative cache size. Taken only as it fills. */
    private static final int WRITER_CACHE = -32 * 1024;

    private static final int READER_CACHE = -8 * 1024;
    private static final int LOADER_CACHE = -256 * 1024;
    /** A checkpoint syncs the database file: one per 16 MiB of log instead of SQLite's one per 4. */
    private static final int PAGES_PER_CHECKPOINT = 4096;

    private static final int KEPT_LOG_BYTES = 64 * 1024 * 1024;

    /**
     * Reads a store.url.
     *
     * @throws IllegalArgumentException if it does not name a file
     */
    static Sqlite of(String jdbcUrl) {
        String name = jdbcUrl.startsWith(PREFIX) ? jdbcUrl.substring(PREFIX.length()) : "";
        // SQLite itself would read these as a temporary database, a memory database and a URI.
        if (name.isBlank() || name.startsWith(":") || name.startsWith("file:")) {
            throw new IllegalArgumentException("store.url \"" + jdbcUrl + "\" does not name a file; allowed is "
                    + PREFIX + "FILE, or jdbc:postgresql://HOST/DATABASE");
        }
        try {
            return new Sqlite(Path.of(name).toAbsolutePath());
        } catch (InvalidPathException notAPath) {
            throw new IllegalArgumentException("store.url \"" + jdbcUrl + "\" does not name a file", notAPath);
        }
    }

    /** Makes the folder, so that what is wrong with it is said in its own words and not as "unable to open". */
    @Override
    public void makeRoom() {
        Path folder = file.getParent();
        if (folder == null) {
            throw new StoreException("the store's file " + file + " is a folder", null);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new StoreException("the store's folder " + folder + " cannot be made: " + failure, failure);
        }
        if (!Files.isWritable(folder)) {
            throw new StoreException("the store's folder " + folder + " is not writable for this user", null);
        }
    }

    /** Of the disk that the file is on. */
    @Override
    public Optional<Reserve> reserve() {
        return Optional.of(new Reserve(file.resolveSibling(file.getFileName() + "-reserve")));
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.SQLITE;
    }

    @Override
    public String migrations() {
        return "db/sqlite";
    }

    @Override
    public DataSource writing() {
        SQLiteConfig config = common(WRITER_CACHE);
        // WAL lets readers read while the writer writes; FULL makes every commit wait for the disk. With WAL's usual
        // NORMAL, a power cut may lose runs whose ids are out already.
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setJournalSizeLimit(KEPT_LOG_BYTES);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(PAGES_PER_CHECKPOINT));
        return source(config);
    }

    @Override
    public DataSource reading() {
        SQLiteConfig config = common(READER_CACHE);
        config.setReadOnly(true);
        return source(config);
    }

    /**
     * Connections for one large transaction by one process. Not in the write-ahead log, which would hold all of it a
     * second time; leaving that mode also fails while anybody else has the file open.
     */
    DataSource loading() {
        SQLiteConfig config = common(LOADER_CACHE);
        config.setBusyTimeout(0);
        // Every key is one that the load itself has just made.
        config.enforceForeignKeys(false);
        config.setJournalMode(JournalMode.TRUNCATE);
        config.setSynchronous(SynchronousMode.FULL);
        return source(config);
    }

    @Override
    public DataSource migrating() {
        return writing();
    }

    @Override
    public boolean isThere() {
        return Files.exists(file);
    }

    @Override
    public void examine(Connection connection) throws SQLException {
        // Opening alone reads nothing: this is what finds a file that is no database.
        connection.getMetaData().getTables(null, null, "run", null).close();
    }

    @Override
    public void prepare(Session session) {}

    @Override
    public String now() {
        return "cast(unixepoch('subsec') * 1000 as integer)";
    }

    @Override
    public Optional<Hearing> hearing() {
        return Optional.empty();
    }

    @Override
    public void announce(Session session) {}

    @Override
    public void begin(Session session) throws SQLException {
        session.execute("begin immediate");
    }

    @Override
    public Session alone() throws SQLException {
        Session session = new Session(this, loading());
        boolean alone = false;
        try {
            session.execute("begin exclusive");
            alone = true;
            return session;
        } finally {
            if (!alone) {
                session.close();
            }
        }
    }

    @Override
    public Session snapshot() throws SQLException {
        Session session = new Session(this, reading());
        session.execute("begin");
        return session;
    }

    /** By SQLite itself, in one read. The copy is without free pages, and in no write-ahead log. */
    @Override
    public void copyTo(Sqlite copy) throws SQLException {
        try (Session session = new Session(this, reading())) {
            session.bound("vacuum into ?", copy.file().toString()).execute();
        }
    }

    /** Others are kept out by {@code app}'s lock on the data folder; what the writer remembers stays right. */
    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public int largestBatch() {
        return LARGEST_BATCH;
    }

    @Override
    public int rowsAtOnce() {
        return 0;
    }

    @Override
    public @Nullable Object stored(@Nullable Object value) {
        return value;
    }

    /** SQLite would else choose to go by sequence, and sort. */
    @Override
    public String byIndex(String index) {
        return " indexed by " + index;
    }

    @Override
    public void size(HikariConfig pool) {
        // A call into SQLite holds its carrier thread to the end, so more than one a core could not run anyway.
        pool.setMaximumPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()));
        pool.setConnectionTimeout(READER_PATIENCE_MILLIS);
    }

    @Override
    public boolean isFull(SQLException failure) {
        return isCode(failure, SQLiteErrorCode.SQLITE_FULL);
    }

    /** A file does not go away for a while. */
    @Override
    public boolean isLost(SQLException failure) {
        return false;
    }

    @Override
    public boolean comesBack(SQLException failure) {
        return false;
    }

    @Override
    public String cannotOpen(SQLException failure) {
        if (isCode(failure, SQLiteErrorCode.SQLITE_NOTADB)) {
            return "the store's file " + file + " is not an SQLite database";
        }
        if (isCode(failure, SQLiteErrorCode.SQLITE_CANTOPEN) && Files.isDirectory(file)) {
            return "the store's file " + file + " is a folder";
        }
        if (isCode(failure, SQLiteErrorCode.SQLITE_BUSY) || isCode(failure, SQLiteErrorCode.SQLITE_LOCKED)) {
            return "the store's file " + file + " is held by another process";
        }
        return "the store's file " + file + " cannot be opened: " + failure.getMessage();
    }

    private static SQLiteConfig common(int cache) {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(cache);
        config.setTempStore(TempStore.MEMORY);
        return config;
    }

    private DataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(PREFIX + file);
        return source;
    }

    private static boolean isCode(SQLException failure, SQLiteErrorCode code) {
        // The low byte: extended codes say more about the same.
        return (failure.getErrorCode() & 0xff) == code.code;
    }

    @Override
    public String toString() {
        return PREFIX + file;
    }
}
