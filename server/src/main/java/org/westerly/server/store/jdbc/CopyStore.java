package org.westerly.server.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;

/**
 * Copies a whole store into an empty one, from whichever database to whichever. All in one transaction, and what was
 * written is read back and compared before it is committed: a copy is there whole and right, or not at all, wherever it was
 * broken off. Nobody else can have either store open meanwhile.
 */
public final class CopyStore {

    private static final Set<String> OF_SERVERS = Set.of("server", "secret");
    private static final int ROWS_AT_ONCE = 500;
    private static final long PROGRESS_STEP = 50_000;
    private static final String COUNTERS =
            "select owner, deleted, state, n from run_count where n > 0" + " order by owner, deleted, state";

    /**
     * A table that was copied.
     *
     * @param digest SHA-256 of its rows, the same on both sides
     */
    public record Copied(String table, long rows, String digest) {}

    private final Consumer<String> progress;

    /** @param progress is told what is being done, in words for the operator */
    public CopyStore(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if one of the addresses is of no known form, or both are the same
     * @throws StoreException if one of them cannot be used: not there, open elsewhere, not empty; nothing was changed then
     */
    public List<Copied> copy(StoreAddress from, StoreAddress to) {
        Dialect source = from.dialect();
        Dialect target = to.dialect();
        if (source.toString().equals(target.toString())) {
            throw new IllegalArgumentException(source + " cannot be copied to itself");
        }
        requireStore(source);
        // Before the schema is touched: a server that has it open may be of another version.
        aloneAt(source).close();
        Migrations.apply(source);
        IndexRuns.whereMissing(source);
        ChainJournal.whereMissing(source);
        Migrations.apply(target);
        try (Closing reading = aloneAt(source);
                Closing writing = aloneAt(target)) {
            requireEmpty(target, writing.session());
            return copy(reading.session(), writing.session(), target);
        } catch (SQLException failure) {
            String undone = "the copy failed and was undone: " + failure.getMessage();
            throw target.isFull(failure)
                    ? new StoreFullException(undone, failure)
                    : new StoreException(undone, failure);
        }
    }

    /** All tables in the transactions that are under way; the one that writes is committed. */
    List<Copied> copy(Session reading, Session writing, Dialect target) throws SQLException {
        List<Copied> all = new ArrayList<>();
        for (CopiedTable table : CopiedTable.ALL) {
            all.add(copy(table, reading, writing, target));
        }
        compare("run_count", digest(counters(reading)), digest(counters(writing)));
        writing.execute("commit");
        return all;
    }

    static CopyStore quietly() {
        return new CopyStore(_ -> {});
    }

    /** A session whose end nobody need know about. */
    private record Closing(Session session) implements AutoCloseable {
        @Override
        public void close() {
            try {
                session.close();
            } catch (SQLException ignored) {
                // What it has not committed is undone, now or when the database notices.
            }
        }
    }

    private static Closing aloneAt(Dialect dialect) {
        try {
            return new Closing(dialect.alone());
        } catch (SQLException failure) {
            throw new StoreException(dialect.cannotOpen(failure) + "; is a server still running on it?", failure);
        }
    }

    private static void requireStore(Dialect dialect) {
        if (!dialect.isThere()) {
            throw new StoreException("there is no store " + dialect, null);
        }
        try (Connection connection = dialect.migrating().getConnection();
                ResultSet found = connection.getMetaData().getTables(null, connection.getSchema(), "journal", null)) {
            if (!found.next()) {
                throw new StoreException(dialect + " holds no store", null);
            }
        } catch (SQLException failure) {
            throw new StoreException(dialect.cannotOpen(failure), failure);
        }
    }

    private static void requireEmpty(Dialect dialect, Session session) throws SQLException {
        for (CopiedTable table : CopiedTable.ALL) {
            // A server that was started on it once has left its name there, and a key for page tokens that nobody was
            // given.
            if (OF_SERVERS.contains(table.name())) {
                var _ = session.update("delete from " + table.name());
            } else if (session.truth("select count(*) > 0 from " + table.name())) {
                throw new StoreException(
                        "the store " + dialect + " is not empty: its table " + table.name()
                                + " holds rows; name another one, or remove it",
                        null);
            }
        }
    }

    private Copied copy(CopiedTable table, Session reading, Session writing, Dialect target) throws SQLException {
        RowDigest sent = new RowDigest();
        progress.accept(table.name() + ": copying");
        List<@Nullable Object[]> rows = rows(table, reading, null);
        while (!rows.isEmpty()) {
            // What the other database cannot hold is compared as it is held there.
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = target.stored(row[i]);
                }
                sent.add(row);
            }
            writing.updateAll(table.insert(), rows);
            if (sent.rows() % PROGRESS_STEP == 0) {
                progress.accept(table.name() + ": " + sent.rows() + " rows");
            }
            rows = rows(table, reading, rows.getLast());
        }
        progress.accept(table.name() + ": " + sent.rows() + " rows, reading them back");
        RowDigest arrived = new RowDigest();
        for (rows = rows(table, writing, null); !rows.isEmpty(); rows = rows(table, writing, rows.getLast())) {
            rows.forEach(arrived::add);
        }
        return compare(table.name(), sent, arrived);
    }

    private static Copied compare(String table, RowDigest sent, RowDigest arrived) {
        String digest = sent.hex();
        if (sent.rows() != arrived.rows() || !digest.equals(arrived.hex())) {
            throw new StoreException(
                    "the copy was undone: " + sent.rows() + " rows of " + table + " were sent, and " + arrived.rows()
                            + " arrived, not all of them the same",
                    null);
        }
        return new Copied(table, sent.rows(), digest);
    }

    private static List<@Nullable Object[]> rows(CopiedTable table, Session session, @Nullable Object @Nullable [] last)
            throws SQLException {
        if (last == null) {
            return read(session.bound(table.select(false, ROWS_AT_ONCE)).executeQuery());
        }
        @Nullable
        Object[] past = table.key().stream()
                .map(column -> last[table.columns().indexOf(column)])
                .toArray();
        return read(session.bound(table.select(true, ROWS_AT_ONCE), past).executeQuery());
    }

    private static List<@Nullable Object[]> counters(Session session) throws SQLException {
        return read(session.bound(COUNTERS).executeQuery());
    }

    private static List<@Nullable Object[]> read(ResultSet rows) throws SQLException {
        List<@Nullable Object[]> all = new ArrayList<>();
        try (rows) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                @Nullable Object[] row = new @Nullable Object[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = rows.getObject(i + 1);
                }
                all.add(row);
            }
        }
        return all;
    }

    private static RowDigest digest(List<@Nullable Object[]> rows) {
        RowDigest digest = new RowDigest();
        rows.forEach(digest::add);
        return digest;
    }
}
