package org.westerly.server.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL. Several servers may share one database: a lock that lasts as long as a transaction lets one of them write at
 * a time, so that numbers have no gaps and are committed in their order.
 */
record Postgres(PostgresUrl url, Duration patience) implements Dialect {

    private static final Logger LOG = Logger.getLogger(Postgres.class);

    private static final int READERS = 8;
    /** Past this many savepoints in one transaction, everybody else's look at the database becomes slower. */
    private static final int LARGEST_BATCH = 60;

    private static final int ROWS_AT_ONCE = 64;
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    /** Any number that nobody else is likely to use, beside the schema: two stores in one database do not meet. */
    private static final String LOCK = "(7391001, hashtext(current_schema()))";

    static final String WRITING = "select pg_advisory_xact_lock" + LOCK;
    private static final String OPEN = "(7391002, hashtext(current_schema()))";
    private static final String SHARE = "select pg_try_advisory_lock_shared" + OPEN;
    private static final String OWN = "select pg_try_advisory_lock" + OPEN;

    /** What others want to be waited for (a standby, say) is not weakened. */
    private static final String DURABLE = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') in ('off', 'local')";

    /**
     * Every statement is made to walk an index and to be read from its first row on. What the planner would choose
     * depends on statistics that are old or missing just when many runs have come.
     */
    private static final String PLANS = " -c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off"
            + " -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off -c jit=off";

    /** Shut down, crashed, starting, too many connections, idle for too long, or a standby that only reads. */
    private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03", "57P05", "53300", "25P03", "25006");
    /** Who may connect, and to what: mended by an operator, but a server that was connected before waits for it. */
    private static final Set<String> REFUSED = Set.of("28000", "28P01", "3D000", "42501");

    @Override
    public SQLDialect jooq() {
        return SQLDialect.POSTGRES;
    }

    @Override
    public String migrations() {
        return "db/postgresql";
    }

    @Override
    public DataSource writing() {
        // A server that is stopped in the middle of a transaction holds the lock: its session is ended for that. The
        // wait for
        // the lock ends before the wait for an answer, so that it is known that nothing was written.
        return source(
                "store-writer",
                patience,
                "-c default_transaction_isolation=read\\ committed -c default_transaction_read_only=off"
                        + " -c idle_in_transaction_session_timeout=" + patience.toMillis()
                        + " -c lock_timeout=" + patience.toMillis() * 2 / 3 + PLANS);
    }

    @Override
    public DataSource reading() {
        // One moment for all statements of a transaction: a page's parts are to agree. That nothing is written, the
        // pool
        // sees to for each transaction: a session that is read-only by default is taken for one at a standby.
        return source(
                "store-reader",
                patience,
                "-c default_transaction_isolation=repeatable\\ read"
                        + " -c idle_in_transaction_session_timeout=" + patience.toMillis()
                        + " -c statement_timeout=" + patience.toMillis() * 2 / 3 + PLANS);
    }

    /** What is done once and to all rows may take its time. */
    @Override
    public DataSource migrating() {
        return source("store-migration", Duration.ZERO, "");
    }

    private DataSource source(String role, Duration limit, String options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            // First the site's own words, then ours.
            source.setURL("jdbc:postgresql://" + url.hosts() + "/" + encoded(url.database()));
            source.setTargetServerType("primary");
            for (var parameter : url.parameters().entrySet()) {
                source.setProperty(parameter.getKey(), parameter.getValue());
            }
        } catch (SQLException unknown) {
            throw new IllegalArgumentException("store.url: " + unknown.getMessage(), unknown);
        }
        if (url.user() != null) {
            source.setUser(url.user());
        }
        if (url.password() != null) {
            source.setPassword(url.password());
        }
        source.setApplicationName("westerly " + role);
        source.setConnectTimeout(seconds(patience.compareTo(CONNECTING) < 0 ? patience : CONNECTING));
        source.setLoginTimeout(0);
        source.setSocketTimeout(limit.isZero() ? 0 : seconds(limit));
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
        String theirs = source.getOptions();
        source.setOptions(theirs == null ? options : theirs + " " + options);
        return source;
    }

    /** The driver knows no shorter time, and takes none for no end. */
    private static int seconds(Duration time) {
        return Math.clamp(time.toSeconds(), 1, Integer.MAX_VALUE);
    }

    private static String encoded(String name) {
        return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The database itself is made by its operator. */
    @Override
    public void makeRoom() {}

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public void examine(Connection connection) throws SQLException {
        try (Statement asking = connection.createStatement()) {
            String encoding = one(asking, "show server_encoding");
            if (!encoding.equals("UTF8")) {
                throw new SQLException("its encoding is " + encoding + " and has to be UTF8: make the database with"
                        + " \"create database … encoding 'UTF8' template template0\"");
            }
            if (!one(asking, "show fsync").equals("on")
                    || !one(asking, "show full_page_writes").equals("on")) {
                LOG.warnf(
                        "%s runs with fsync or full_page_writes off: a power cut can lose accepted runs, or the store",
                        url);
            }
        }
    }

    private static String one(Statement asking, String question) throws SQLException {
        try (ResultSet answer = asking.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Override
    public void prepare(Session session) throws SQLException {
        session.execute(DURABLE);
        if (!session.truth(SHARE)) {
            throw new SQLException("the store is being moved with migrate-store", "57P03");
        }
    }

    @Override
    public String now() {
        return "(extract(epoch from clock_timestamp()) * 1000)::bigint";
    }

    @Override
    public Optional<Hearing> hearing() {
        return Optional.of(new PostgresHearing(source("store-hearing", patience, "")));
    }

    @Override
    public void announce(Session session) throws SQLException {
        session.execute(PostgresHearing.CALL);
    }

    @Override
    public void begin(Session session) throws SQLException {
        session.execute("begin");
        session.execute(WRITING);
    }

    @Override
    public Session alone() throws SQLException {
        Session session = new Session(this, migrating());
        boolean alone = false;
        try {
            session.execute(DURABLE);
            alone = session.truth(OWN);
            if (!alone) {
                throw new SQLException("a server has it open, or it is being moved already");
            }
            session.execute("begin isolation level repeatable read");
            return session;
        } finally {
            if (!alone) {
                session.close();
            }
        }
    }

    @Override
    public Session snapshot() throws SQLException {
        Session session = new Session(this, source("store-snapshot", Duration.ZERO, PLANS));
        session.execute("begin isolation level repeatable read read only");
        return session;
    }

    @Override
    public void copyTo(Sqlite copy) throws SQLException {
        Migrations.apply(copy);
        try (Session reading = snapshot();
                Session writing = copy.alone()) {
            var _ = CopyStore.quietly().copy(reading, writing, copy);
        }
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public int largestBatch() {
        return LARGEST_BATCH;
    }

    @Override
    public int rowsAtOnce() {
        return ROWS_AT_ONCE;
    }

    /** PostgreSQL's text holds every character but one, which clients send in tags only to see what happens. */
    @Override
    public @Nullable Object stored(@Nullable Object value) {
        return value instanceof String text && text.indexOf('\0') >= 0 ? text.replace('\0', '\uFFFD') : value;
    }

    /** The planner is told in general to walk indexes; there is no way to name one. */
    @Override
    public String byIndex(String index) {
        return "";
    }

    @Override
    public void size(HikariConfig pool) {
        pool.setMaximumPoolSize(READERS);
        pool.setMinimumIdle(1);
        pool.setValidationTimeout(Math.max(250, Math.min(2_000, patience.toMillis())));
        pool.setConnectionTimeout(Math.max(250, Math.min(CONNECTING.toMillis(), patience.toMillis())));
    }

    @Override
    public Optional<Reserve> reserve() {
        return Optional.empty();
    }

    @Override
    public boolean isFull(SQLException failure) {
        return "53100".equals(failure.getSQLState());
    }

    @Override
    public boolean isLost(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || LOST.contains(state) || REFUSED.contains(state);
    }

    @Override
    public boolean comesBack(SQLException failure) {
        return isLost(failure) && !REFUSED.contains(String.valueOf(failure.getSQLState()));
    }

    @Override
    public String cannotOpen(SQLException failure) {
        return "the store " + url + " cannot be opened: " + failure.getMessage();
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
