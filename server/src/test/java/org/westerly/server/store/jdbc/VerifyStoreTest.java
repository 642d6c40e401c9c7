package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.BOB;
import static org.westerly.server.store.Samples.NOON;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;
import org.westerly.server.store.JournalPoint;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.Samples;
import org.westerly.testkit.PostgresServer;

class VerifyStoreTest {

    @TempDir
    Path folder;

    private final List<Finding> found = new ArrayList<>();

    private String sqlite() {
        return Sqlite.PREFIX + folder.resolve("store.db");
    }

    /** Four runs: one that ended well, one that failed, one that was purged after a reason was given, one that waits. */
    private static void fill(String url) {
        try (JdbcRunStore store = JdbcRunStore.open(url)) {
            RunMoves moves = new RunMoves(store, () -> NOON);
            for (int i = 0; i < 4; i++) {
                Run run = Samples.run(i % 2 == 0 ? ADA : BOB, Map.of("n", "v" + i));
                store.insert(run, Samples.request(), null);
                if (i < 3) {
                    moves.require(run.id(), new RunEvent.Claimed(1));
                    moves.require(
                            run.id(),
                            new RunEvent.Started(
                                    new org.westerly.server.job.JobRef("local", Path.of("/slot"), "pid=1"),
                                    List.of("x"),
                                    List.of()));
                    moves.require(
                            run.id(),
                            i == 0
                                    ? new RunEvent.Succeeded(0, "{}", List.of())
                                    : new RunEvent.Failed(1, "{}", "no\u0000such tool"));
                }
                if (i == 2) {
                    moves.require(run.id(), new RunEvent.PurgeRequested("ada"));
                    moves.require(run.id(), new RunEvent.Purged());
                }
            }
        }
    }

    private VerifyStore.Looked verify(String url) {
        found.clear();
        return new VerifyStore(found::add, null).verify(StoreAddress.of(url));
    }

    private static void tamper(String url, String sql) throws SQLException {
        try (Connection connection = StoreAddress.of(url).dialect().migrating().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @Test
    void aStoreAsTheServerWroteItHasNoFinding() {
        for (String url : List.of(sqlite(), PostgresServer.shared().database())) {
            fill(url);
            VerifyStore.Looked looked = verify(url);
            assertThat(found).isEmpty();
            assertThat(looked.runs()).isEqualTo(4);
            assertThat(looked.end().position()).isEqualTo(15);
            try (JdbcRunStore store = JdbcRunStore.open(url)) {
                store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);
                // Beside the server, and after another session went on with the chain.
                assertThat(verify(url).end().position()).isEqualTo(16);
                assertThat(found).isEmpty();
            }
        }
    }

    @Test
    void theChainSurvivesTheMoveToPostgres() {
        fill(sqlite());
        String there = PostgresServer.shared().database();
        var _ = new CopyStore(_ -> {}).copy(StoreAddress.of(sqlite()), StoreAddress.of(there));
        JournalPoint end = verify(sqlite()).end();
        assertThat(verify(there).end()).isEqualTo(end);
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CHAIN   | update journal set event = 'Faulted', to_state = 'SYSTEM_ERROR' where position = 8
            CHAIN   | update journal set at = at + 1 where position = 5
            CHAIN   | update journal set detail = 'somebody else' where position = 8
            CHAIN   | update journal set detail = '', salt = null where position = 8
            CHAIN   | update journal set detail = '', salt = null, seal = null where position = 8
            CHAIN   | update journal set hash = x'00' where position = 4
            GAP     | delete from journal where position = 7
            HISTORY | delete from journal where position = 15
            HISTORY | update run set state = 'EXECUTOR_ERROR' where seq = 1
            HISTORY | update run set version = version + 1 where seq = 4
            HISTORY | delete from run_request where run = 4
            COUNTER | update run_count set n = n + 1 where owner = 'ada'
            COUNTER | delete from run_count where owner = ''
            INDEX   | delete from posting where term = 'all'
            INDEX   | update posting set chunk = 9 where term = 'all'
            INDEX   | insert into posting values ('word 1 q', 0, x'000001')
            INDEX   | delete from posting_span
            OUTPUTS | delete from run_outputs where run = 1
            PURGED  | insert into run_outputs values (3, '{}')
            """)
    void whatWasChangedIsFound(Check check, String sql) throws SQLException {
        fill(sqlite());
        tamper(sqlite(), sql);
        var _ = verify(sqlite());
        assertThat(found).extracting(Finding::check).contains(check);
    }

    @Test
    void oneChangedLineIsOneFinding() throws SQLException {
        fill(sqlite());
        tamper(sqlite(), "update journal set at = at + 1 where position = 5");
        var _ = verify(sqlite());
        assertThat(found).singleElement().extracting(Finding::about).isEqualTo("journal line 5");
    }

    @Test
    void aJournalThatWasMadeAnewIsToldByWhatWasNoted() throws SQLException {
        fill(sqlite());
        JournalPoint before = verify(sqlite()).end();
        tamper(sqlite(), "update journal set at = at + 1 where position = 5");
        tamper(sqlite(), "update journal set hash = null where position >= 5");
        JdbcRunStore.open(sqlite()).close();
        assertThat(verify(sqlite()).end()).isNotEqualTo(before);
        assertThat(found).as("whoever can write can make a chain that holds").isEmpty();
        var _ = new VerifyStore(found::add, before).verify(StoreAddress.of(sqlite()));
        assertThat(found).singleElement().extracting(Finding::check).isEqualTo(Check.CHAIN);
    }

    @Test
    void linesOfBeforeAreChainedOnceWhereverThatWasBrokenOff() throws SQLException {
        for (String url : List.of(sqlite(), PostgresServer.shared().database())) {
            fill(url);
            tamper(url, "update journal set hash = null, seal = null, salt = null where position > 6");
            JdbcRunStore.open(url).close();
            var _ = verify(url);
            assertThat(found).isEmpty();
        }
    }

    @Test
    void linesThatAnOlderServerWritesMeanwhileAreBound() throws SQLException {
        String url = PostgresServer.shared().database();
        fill(url);
        try (JdbcRunStore store = JdbcRunStore.open(url)) {
            store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);
            tamper(url, "update journal set hash = null where position > 14");
            store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);
        }
        assertThat(verify(url).end().position()).isEqualTo(17);
        assertThat(found).isEmpty();
    }

    @Test
    void countersAndListsAreMended() throws SQLException {
        for (String url : List.of(sqlite(), PostgresServer.shared().database())) {
            fill(url);
            tamper(url, "update run_count set n = n + 1");
            tamper(url, "delete from posting where term = 'all'");
            VerifyStore.Looked looked = verify(url);
            assertThat(found).extracting(Finding::check).contains(Check.COUNTER, Check.INDEX);
            MendStore.mend(StoreAddress.of(url), looked.wrongChunks());
            var _ = verify(url);
            assertThat(found).isEmpty();
        }
    }
}
