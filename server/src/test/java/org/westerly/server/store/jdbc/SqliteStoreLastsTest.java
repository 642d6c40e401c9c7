package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.NOON;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunState;
import org.westerly.server.store.IdempotencyKey;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.Samples;
import org.westerly.server.store.StoreException;

/** What holds for a store in a file, and for no other: restarts, durability, files that are no store. */
class SqliteStoreLastsTest {

    @TempDir
    Path folder;

    @Test
    void aRestartKeepsEverything() {
        Run queued = Samples.run(ADA, Map.of("a", "1"));
        Run ended = Samples.run(ADA, Map.of("a", "2"));
        IdempotencyKey key = new IdempotencyKey("k", "digest", NOON);
        byte[] signingKey;
        List<JournalEntry> journal;
        try (JdbcRunStore before = open()) {
            before.insert(queued, Samples.request(), key);
            before.insert(ended, Samples.request(), null);
            RunMoves moves = new RunMoves(before, () -> NOON);
            moves.require(ended.id(), new RunEvent.Claimed(1));
            ended = moves.require(ended.id(), new RunEvent.Failed(1, "{\"x\":[]}", "no such tool"));
            signingKey = before.signingKey();
            journal = before.journal(ended.id());
        }
        try (JdbcRunStore after = open()) {
            assertThat(after.get(queued.id())).contains(queued);
            assertThat(after.get(ended.id())).contains(ended);
            assertThat(after.request(queued.id())).contains(Samples.request());
            assertThat(after.outputs(ended.id())).contains("{\"x\":[]}");
            assertThat(after.journal(ended.id())).isEqualTo(journal).hasSize(3);
            assertThat(after.counts(ADA)).containsEntry(RunState.QUEUED, 1L).containsEntry(RunState.EXECUTOR_ERROR, 1L);
            assertThat(after.signingKey()).isEqualTo(signingKey);
            assertThat(after.insert(Samples.run(ADA, Map.of()), Samples.request(), key))
                    .isEqualTo(new Insertion.Repeated(queued.id()));
        }
    }

    @Test
    void aCloseMakesWhatWasHandedOver() throws Exception {
        JdbcRunStore store = open();
        Run run = Samples.run(ADA, Map.of());
        Gate gate = new Gate(store.writer());
        Thread insert = Thread.startVirtualThread(() -> store.insert(run, Samples.request(), null));
        gate.awaitQueued(1);
        Thread close = Thread.startVirtualThread(store::close);
        gate.open();
        insert.join();
        close.join();

        try (JdbcRunStore after = open()) {
            assertThat(after.get(run.id())).contains(run);
        }
    }

    @Test
    void everyCommitWaitsForTheDisk() {
        try (JdbcRunStore store = open()) {
            assertThat(pragma(store, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(store, "synchronous")).as("2 is FULL").isEqualTo("2");
            assertThat(pragma(store, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(store, "busy_timeout")).isEqualTo("10000");
        }
    }

    @Test
    void journalPositionsHaveNoGapsWhateverFailed() {
        try (JdbcRunStore store = open()) {
            Run run = Samples.run(ADA, Map.of());
            store.insert(run, Samples.request(), null);
            assertThatThrownBy(() -> store.writer().write(session -> {
                        JournalRow.insert(
                                session, 1, new JournalEntry(run.id(), 77, null, RunState.QUEUED, "Planted", "", NOON));
                        throw new SQLException("planted");
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("planted");
            store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);

            assertThat(column(store, "select position from journal order by position"))
                    .containsExactly("1", "2");
            assertThat(column(store, "select seq from run order by seq")).containsExactly("1", "2");
        }
    }

    @Test
    void theCountersAreWhatCountingWouldGive() {
        try (JdbcRunStore store = open()) {
            RunMoves moves = new RunMoves(store, () -> NOON);
            for (int i = 0; i < 12; i++) {
                Run run = Samples.run(i % 2 == 0 ? ADA : Samples.BOB, Map.of());
                store.insert(run, Samples.request(), null);
                if (i % 3 > 0) {
                    run = moves.require(run.id(), new RunEvent.CancelRequested("ada"));
                }
                if (i % 3 > 1) {
                    moves.require(run.id(), new RunEvent.Deleted("ada"));
                }
                if (i > 8) {
                    moves.apply(run.id(), new RunEvent.PurgeRequested("ada"));
                }
            }
            String counted = "select owner || deleted || state || count(*) from run where purge_asked_at is null"
                    + " group by owner, deleted, state"
                    + " union all select deleted || state || count(*) from run where purge_asked_at is null"
                    + " group by deleted, state order by 1";
            String kept = "select owner || deleted || state || n from run_count where n > 0 order by 1";
            assertThat(column(store, kept)).isEqualTo(column(store, counted)).isNotEmpty();
        }
    }

    // ---- opening

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws Exception {
        Files.writeString(folder.resolve("runs.db"), "Dear diary, ".repeat(1000));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("runs.db")
                .hasMessageContaining("not an SQLite database");
        assertThat(folder.resolve("runs.db")).content().startsWith("Dear diary");
    }

    @Test
    void aSchemaNewerThanThisProgramIsRefused() throws Exception {
        try (JdbcRunStore store = open()) {
            store.writer()
                    .write(session -> session.update(
                            "insert into flyway_schema_history select 99, '99', 'of the future', type, script, checksum,"
                                    + " installed_by, installed_on, execution_time, success"
                                    + " from flyway_schema_history where version = '1'"));
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer than this program")
                .hasMessageContaining("99 (of the future)");
    }

    @Test
    void aFolderThatCannotBeIsNamed() throws Exception {
        Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("file/runs.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("folder " + folder.resolve("file"));
        assertThatThrownBy(() -> JdbcRunStore.open("jdbc:sqlite:" + folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void aUrlThatNamesNoFileIsRefused() {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("jdbc:sqlite:", "does not name a file");
        refused.put("jdbc:sqlite::memory:", "does not name a file");
        refused.put("jdbc:oracle:thin", "jdbc:sqlite:FILE");
        refused.forEach((url, why) -> assertThatThrownBy(() -> JdbcRunStore.open(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url)
                .hasMessageContaining(why));
    }

    private JdbcRunStore open() {
        return JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("runs.db"));
    }

    private static String pragma(JdbcRunStore store, String name) {
        return column(store, "pragma " + name).getFirst();
    }

    /** Asked on the writer's connection: settings are a connection's own. */
    private static List<String> column(JdbcRunStore store, String sql) {
        return store.writer().write(session -> {
            try (ResultSet rows = session.bound(sql).executeQuery()) {
                List<String> column = new java.util.ArrayList<>();
                while (rows.next()) {
                    column.add(rows.getString(1));
                }
                return column;
            }
        });
    }
}
