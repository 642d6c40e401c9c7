package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.BOB;
import static org.westerly.server.store.Samples.NOON;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.Samples;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreLostException;
import org.westerly.server.testkit.PostgresServer;

/** What holds for a store in PostgreSQL, and for no other: several servers, durability, databases that are of no use. */
class PostgresStoreTest {

    private final PostgresServer server = PostgresServer.shared();

    // ---- several servers

    @Test
    void twoServersWriteAsOne() throws Exception {
        String url = server.database();
        try (JdbcRunStore one = JdbcRunStore.open(url);
                JdbcRunStore other = JdbcRunStore.open(url);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(one.signingKey()).isEqualTo(other.signingKey());
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Owner owner = i % 3 == 0 ? BOB : ADA;
                JdbcRunStore first = i % 2 == 0 ? one : other;
                JdbcRunStore then = i % 2 == 0 ? other : one;
                boolean canceled = i % 4 > 1;
                all.add(threads.submit(() -> {
                    Run run = Samples.run(owner, Map.of("shared", "term"));
                    first.insert(run, Samples.request(), null);
                    if (canceled) {
                        new RunMoves(then, () -> NOON).require(run.id(), new RunEvent.CancelRequested("ada"));
                    }
                }));
            }
            for (Future<?> done : all) {
                done.get();
            }

            assertThat(numbers(one, "select seq from run order by seq"))
                    .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
            assertThat(numbers(one, "select position from journal order by position"))
                    .isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
            for (JdbcRunStore store : List.of(one, other)) {
                assertThat(store.count(RunSelection.of(null), Long.MAX_VALUE)).isEqualTo(200);
                assertThat(store.count(RunSelection.of(BOB), Long.MAX_VALUE)).isEqualTo(67);
                assertThat(store.counts(null))
                        .containsEntry(RunState.CANCELED, 100L)
                        .containsEntry(RunState.QUEUED, 100L);
            }
            assertThat(numbers(one, "select chunk from posting where term = 'state CANCELED'"))
                    .hasSize(1);
            assertThat(one.count(inState(RunState.CANCELED), Long.MAX_VALUE)).isEqualTo(100);
            assertThat(one.count(inState(RunState.QUEUED), Long.MAX_VALUE)).isEqualTo(100);
        }
    }

    private static RunSelection inState(RunState state) {
        RunSelection all = RunSelection.of(null);
        return new RunSelection(
                null,
                java.util.Set.of(state),
                all.includeDeleted(),
                all.tags(),
                all.workflow(),
                all.submitted(),
                all.search());
    }

    @Test
    void numbersHaveNoGapsWhateverFailed() {
        try (JdbcRunStore store = JdbcRunStore.open(server.database())) {
            Run run = Samples.run(ADA, Map.of());
            store.insert(run, Samples.request(), null);
            assertThatThrownBy(() -> store.writer().write(session -> {
                        JournalRow.insert(
                                session, 1, new JournalEntry(run.id(), 77, null, RunState.QUEUED, "Planted", "", NOON));
                        throw new SQLException("planted");
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("planted");
            assertThatThrownBy(() -> store.writer().write(session -> session.update("insert into nowhere values (1)")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nowhere");
            store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);

            assertThat(numbers(store, "select position from journal order by position"))
                    .containsExactly(1L, 2L);
            assertThat(numbers(store, "select seq from run order by seq")).containsExactly(1L, 2L);
        }
    }

    // ---- durability

    @Test
    void everyCommitWaitsForTheDiskWhateverTheDatabaseDoesByDefault() {
        try (JdbcRunStore store = JdbcRunStore.open(server.database())) {
            boolean lax = store.writer()
                    .write(session -> session.truth(
                            "select reset_val = 'off' from pg_settings where name = 'synchronous_commit'"));
            boolean waits = store.writer()
                    .write(session -> session.truth("select current_setting('synchronous_commit') = 'on'"));
            assertThat(lax).as("the tests' cluster is set up not to wait").isTrue();
            assertThat(waits).isTrue();
        }
    }

    // ---- opening

    @Test
    void aWrongPasswordIsRefusedAtOnceAndNotTold() {
        String url = server.database().replaceFirst("//[^@]*@", "//");
        assertThatThrownBy(() -> JdbcRunStore.open(
                        new StoreAddress(url, PostgresServer.USER, "hush-hush", StoreAddress.USUAL_PATIENCE)))
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(StoreLostException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("hush-hush");
        JdbcRunStore.open(new StoreAddress(
                        url, PostgresServer.USER, PostgresServer.PASSWORD, StoreAddress.USUAL_PATIENCE))
                .close();
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedWithoutThePassword() {
        String url = server.database() + "_not";
        assertThatThrownBy(() -> JdbcRunStore.open(url))
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(StoreLostException.class)
                .hasMessageContaining(server.address())
                .hasMessageContaining("_not")
                .hasMessageNotContaining("p@ss")
                .hasMessageNotContaining("p%40ss");
    }

    @Test
    void aServerThatIsNotThereMayComeLater() {
        assertThatThrownBy(() -> JdbcRunStore.open("postgres://ada:hush@127.0.0.1:1/runs"))
                .isInstanceOf(StoreLostException.class)
                .hasMessageContaining("127.0.0.1:1/runs")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aDatabaseThatCannotHoldEveryLetterIsRefused() {
        String url = server.database();
        String name = url.substring(url.lastIndexOf('/') + 1);
        server.sql("drop database " + name);
        server.sql("create database " + name + " owner westerly encoding 'LATIN1' locale 'C' locale_provider libc"
                + " template template0");
        assertThatThrownBy(() -> JdbcRunStore.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("LATIN1")
                .hasMessageContaining("UTF8");
    }

    private static List<Long> numbers(JdbcRunStore store, String sql) {
        return store.writer().write(session -> {
            try (ResultSet rows = session.bound(sql).executeQuery()) {
                List<Long> column = new ArrayList<>();
                while (rows.next()) {
                    column.add(rows.getLong(1));
                }
                return column;
            }
        });
    }
}
