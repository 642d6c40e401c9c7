package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.BOB;
import static org.westerly.server.store.Samples.NOON;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunState;
import org.westerly.server.store.IdempotencyKey;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.Samples;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.jdbc.schema.DefaultSchema;
import org.westerly.server.testkit.PostgresServer;

class CopyStoreTest {

    private static final int RUNS = 1200;
    private static final IdempotencyKey KEY = new IdempotencyKey("k", "digest", NOON);

    @TempDir
    Path folder;

    private Run last = Samples.run(ADA, Map.of());

    private String sqlite(String name) {
        return Sqlite.PREFIX + folder.resolve(name);
    }

    private void fill(String url) {
        try (JdbcRunStore store = JdbcRunStore.open(url)) {
            RunMoves moves = new RunMoves(store, () -> NOON);
            for (int i = 0; i < RUNS; i++) {
                last = Samples.run(i % 2 == 0 ? ADA : BOB, Map.of("number", "n\u0000" + i % 10, "é", "Ä"));
                store.insert(last, Samples.request(), i == RUNS - 1 ? KEY : null);
                if (i % 100 == 0) {
                    moves.require(last.id(), new RunEvent.Claimed());
                    moves.require(last.id(), new RunEvent.Failed(1, "{\"x\":[]}", "no\u0000such tool"));
                }
            }
        }
    }

    private static List<CopyStore.Copied> copy(String from, String to) {
        return new CopyStore(_ -> {}).copy(StoreAddress.of(from), StoreAddress.of(to));
    }

    @Test
    void aStoreGoesToPostgresAndBackWithAllThatIsInIt() {
        String first = sqlite("first.db");
        String middle = PostgresServer.shared().database();
        String back = sqlite("back.db");
        fill(first);
        byte[] key;
        try (JdbcRunStore store = JdbcRunStore.open(first)) {
            key = store.signingKey();
        }
        List<CopyStore.Copied> there = copy(first, middle);
        assertThat(there)
                .filteredOn(table -> table.table().equals("run"))
                .singleElement()
                .satisfies(table -> assertThat(table.rows()).isEqualTo(RUNS));
        assertThat(copy(middle, back)).isEqualTo(there);
        for (String url : List.of(middle, back)) {
            try (JdbcRunStore store = JdbcRunStore.open(url)) {
                assertThat(store.signingKey()).isEqualTo(key);
                assertThat(store.get(last.id())).contains(last);
                assertThat(store.request(last.id())).contains(Samples.request());
                assertThat(store.insert(Samples.run(BOB, Map.of()), Samples.request(), KEY))
                        .isEqualTo(new Insertion.Repeated(last.id()));
                assertThat(store.counts(ADA)).containsEntry(RunState.EXECUTOR_ERROR, 12L);
                assertThat(store.count(RunSelection.of(BOB), Long.MAX_VALUE)).isEqualTo(RUNS / 2);
                store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);
                assertThat(store.newestSequence())
                        .as("goes on where the old one was")
                        .isEqualTo(RUNS + 1);
                assertThat(store.newestPosition()).isEqualTo(RUNS + 2 * RUNS / 100 + 1);
            }
        }
    }

    @Test
    void oneThatIsBrokenOffLeavesNothingAndIsMadeAgain() {
        String from = sqlite("from.db");
        fill(from);
        for (String to : List.of(PostgresServer.shared().database(), sqlite("to.db"))) {
            assertThatThrownBy(() -> new CopyStore(said -> {
                                if (said.startsWith("journal")) {
                                    throw new IllegalStateException("killed");
                                }
                            })
                            .copy(StoreAddress.of(from), StoreAddress.of(to)))
                    .hasMessage("killed");
            JdbcRunStore.open(to).close();
            assertThat(copy(from, to)).hasSize(CopiedTable.ALL.size());
        }
    }

    @Test
    void whatIsNotEmptyIsNotWrittenTo() {
        String from = sqlite("from.db");
        fill(from);
        String to = PostgresServer.shared().database();
        var _ = copy(from, to);
        assertThatThrownBy(() -> copy(from, to))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not empty");
        try (JdbcRunStore store = JdbcRunStore.open(to)) {
            assertThat(store.newestSequence()).isEqualTo(RUNS);
        }
    }

    @Test
    void aStoreThatAServerHasOpenIsLeftAlone() {
        String from = sqlite("from.db");
        String to = PostgresServer.shared().database();
        try (JdbcRunStore store = JdbcRunStore.open(from)) {
            store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);
            assertThatThrownBy(() -> copy(from, to))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("still running");
        }
        try (JdbcRunStore store = JdbcRunStore.open(to)) {
            assertThat(store.newestSequence()).isZero();
            for (boolean there : new boolean[] {true, false}) {
                assertThatThrownBy(() -> copy(there ? from : to, there ? to : sqlite("other.db")))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("a server has it open");
            }
        }
    }

    @Test
    void whatIsNoStoreIsNotCopied() {
        assertThatThrownBy(() -> copy(sqlite("nowhere.db"), sqlite("to.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nowhere.db");
        assertThat(folder.resolve("nowhere.db")).doesNotExist();
        assertThatThrownBy(() -> copy(PostgresServer.shared().database(), sqlite("to.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds no store");
        assertThatThrownBy(() -> copy(sqlite("same.db"), sqlite("same.db")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("to itself");
    }

    @Test
    void noTableIsForgotten() {
        assertThat(Stream.concat(CopiedTable.ALL.stream().map(CopiedTable::name), Stream.of("run_count")))
                .containsExactlyInAnyOrderElementsOf(DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                        .map(Table::getName)
                        .toList());
    }
}
