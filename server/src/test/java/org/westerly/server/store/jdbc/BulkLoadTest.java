package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.NOON;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunState;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunOrder;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.Samples;
import org.westerly.server.store.SearchWord;
import org.westerly.server.store.StoreException;

class BulkLoadTest {

    @TempDir
    Path folder;

    private String url = "";

    @BeforeEach
    void name() {
        url = "jdbc:sqlite:" + folder.resolve("runs.db");
    }

    @Test
    void loadedRunsAreAsIfTheyHadBeenRun() {
        Run before = Samples.run(ADA, Map.of("project", "p1"));
        List<String> schema;
        try (JdbcRunStore store = JdbcRunStore.open(url)) {
            store.insert(before, Samples.request(), null);
            schema = schema(store);
        }
        new BulkLoad(ADA, NOON, folder).fill(url, 200, _ -> {});

        try (JdbcRunStore store = JdbcRunStore.open(url)) {
            assertThat(schema(store)).isEqualTo(schema);
            assertThat(store.counts(ADA))
                    .containsEntry(RunState.QUEUED, 1L)
                    .containsEntry(RunState.COMPLETE, 196L)
                    .containsEntry(RunState.EXECUTOR_ERROR, 4L);
            assertThat(store.counts(null)).isEqualTo(store.counts(ADA));
            RunSelection project = new RunSelection(
                    ADA,
                    Set.of(),
                    false,
                    List.of(new RunSelection.TagFilter("project", "p1")),
                    RunSelection.WorkflowFilter.ANY,
                    RunSelection.Period.ANY,
                    SearchWord.of("main p1"));
            List<ListedRun> tagged =
                    store.list(new RunQuery(project, RunOrder.NEWEST_FIRST, RunQuery.Beginning.NOW, null, 1000));
            assertThat(tagged).hasSize(11).last().extracting(ListedRun::id).isEqualTo(before.id());
            Run newest = store.get(tagged.getFirst().id()).orElseThrow();
            assertThat(newest.state()).isEqualTo(RunState.COMPLETE);
            assertThat(newest.job()).isNotNull();
            assertThat(store.outputs(newest.id())).isPresent();
            assertThat(store.journal(newest.id())).hasSize(4);
        }
    }

    @Test
    void aStoreInUseIsLeftAlone() {
        try (JdbcRunStore store = JdbcRunStore.open(url)) {
            assertThatThrownBy(() -> new BulkLoad(ADA, NOON, folder).fill(url, 10, _ -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("held by another process");
            assertThat(store.newestSequence()).isZero();
            assertThat(store.check()).isEmpty();
        }
    }

    @Test
    void aLoadThatIsBrokenOffLeavesTheStoreAsItWas() {
        assertThatThrownBy(() -> new BulkLoad(ADA, NOON, folder).fill(url, 10_000, _ -> {
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");

        try (JdbcRunStore store = JdbcRunStore.open(url)) {
            assertThat(store.newestSequence()).isZero();
            store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);
            assertThat(store.counts(ADA)).containsEntry(RunState.QUEUED, 1L);
        }
    }

    private static List<String> schema(JdbcRunStore store) {
        return store.writer().write(session -> {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = session.bound(
                            "select name || ': ' || coalesce(sql, '') from sqlite_master order by 1")
                    .executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }
}
