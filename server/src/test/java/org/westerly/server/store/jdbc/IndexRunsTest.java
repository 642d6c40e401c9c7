package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.BOB;
import static org.westerly.server.store.Samples.NOON;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunState;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunOrder;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.Samples;
import org.westerly.server.store.SearchWord;

/** Runs that were stored before there were postings are listed like all others. */
class IndexRunsTest {

    private static final int OLD_RUNS = Bits.SIZE + 10;

    private static final int OLD_COLUMNS = 19;
    private static final String OLD_INSERT = "insert into run (id, owner, engine_name, engine_version, tags,"
            + " submitted_at, state, deleted, version, attempt, job_executor, job_slot, job_identity, start_time,"
            + " end_time, exit_code, command, system_logs, deleted_at) values ("
            + "?, ".repeat(OLD_COLUMNS - 1) + "?) returning seq";

    @TempDir
    Path folder;

    private Sqlite dialect() {
        return new Sqlite(folder.resolve("runs.db"));
    }

    private JdbcRunStore open() {
        return JdbcRunStore.open("jdbc:sqlite:" + dialect().file());
    }

    /** As the version before made it: with tags in a table of their own. */
    private void makeOldStore() throws SQLException {
        Flyway.configure(getClass().getClassLoader())
                .dataSource(dialect().writing())
                .locations("classpath:db/sqlite")
                .target("2")
                .load()
                .migrate();
        try (Session session = Session.writing(dialect())) {
            session.execute("begin immediate");
            for (int i = 0; i < OLD_RUNS; i++) {
                Run run = Samples.run(i % 2 == 0 ? ADA : BOB, Map.of("k", "v" + i % 10));
                long sequence;
                // What came later stands behind.
                try (ResultSet row = session.bound(OLD_INSERT, Arrays.copyOf(RunRow.born(run), OLD_COLUMNS))
                        .executeQuery()) {
                    row.next();
                    sequence = row.getLong(1);
                }
                RequestRow.insert(session, sequence, RequestRow.values(Samples.request()));
                session.update(
                        "insert into run_tag values (?, 'unfinished', 'k', ?, ?)",
                        run.owner().name(),
                        "v" + i % 10,
                        sequence);
            }
            session.execute("commit");
        }
    }

    private static RunSelection selection(Set<RunState> states, String value, String words) {
        return new RunSelection(
                ADA,
                states,
                false,
                List.of(new RunSelection.TagFilter("k", value)),
                new RunSelection.WorkflowFilter("cwl", "cwltool", "main.cwl#main"),
                new RunSelection.Period(NOON, null),
                SearchWord.of(words));
    }

    @Test
    void oldRunsAreFoundAndMove() throws Exception {
        makeOldStore();
        try (JdbcRunStore store = open()) {
            assertThat(store.count(RunSelection.of(null), Long.MAX_VALUE)).isEqualTo(OLD_RUNS);
            RunSelection some = selection(Set.of(RunState.QUEUED), "v4", "main v4");
            long found = store.count(some, Long.MAX_VALUE);
            assertThat(found).isEqualTo((OLD_RUNS + 5) / 10);
            ListedRun oldest = store.list(new RunQuery(
                            some, new RunOrder(RunOrder.By.SUBMITTED_AT, false), RunQuery.Beginning.NOW, null, 1))
                    .getFirst();

            new RunMoves(store, () -> NOON).require(oldest.id(), new RunEvent.CancelRequested("ada"));
            assertThat(store.count(some, Long.MAX_VALUE)).isEqualTo(found - 1);
            assertThat(store.count(selection(Set.of(RunState.CANCELED), "v4", ""), Long.MAX_VALUE))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatWasBrokenOffIsMadeAtTheNextStart() throws Exception {
        makeOldStore();
        open().close();
        try (Session session = Session.writing(dialect())) {
            session.execute("delete from posting where chunk = 1");
            session.execute("delete from posting_span where chunk = 1");
        }
        try (JdbcRunStore store = open()) {
            assertThat(store.count(RunSelection.of(null), Long.MAX_VALUE)).isEqualTo(OLD_RUNS);
            assertThat(store.count(selection(Set.of(), "v4", "v4"), Long.MAX_VALUE))
                    .isEqualTo((OLD_RUNS + 5) / 10);
        }
    }

    @Test
    void aWriteThatFailsLeavesNoPosting() {
        try (JdbcRunStore store = open()) {
            Run run = Samples.run(ADA, Map.of("k", "v"));
            store.insert(run, Samples.request(), null);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> store.writer()
                            .write(session -> {
                                session.postings().born(2, Terms.of(run, Samples.request()), run);
                                throw new SQLException("planted");
                            })))
                    .hasMessageContaining("planted");
            store.insert(Samples.run(BOB, Map.of("k", "v")), Samples.request(), null);

            assertThat(store.count(RunSelection.of(ADA), Long.MAX_VALUE)).isEqualTo(1);
            assertThat(store.count(RunSelection.of(BOB), Long.MAX_VALUE)).isEqualTo(1);
        }
    }
}
