package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.westerly.server.store.Samples.ADA;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.Decision;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunState;
import org.westerly.server.store.Room;
import org.westerly.server.store.Samples;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;

/** What one write's failure does to the others, and to the writer. */
class GroupCommitTest {

    @TempDir
    Path folder;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private JdbcRunStore store;

    @BeforeEach
    void open() {
        store = JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("runs.db"));
    }

    @AfterEach
    void close() {
        callers.close();
        store.close();
    }

    @Test
    void aFailingWriteDoesNotHarmItsNeighbours() throws Exception {
        Run first = Samples.run(ADA, Map.of());
        Run twice = Samples.run(ADA, Map.of("half", "made"));
        Run last = Samples.run(ADA, Map.of());
        List<Future<?>> batch = inOneBatch(List.of(
                insert(first),
                session -> {
                    insert(twice).in(session);
                    throw new SQLException("planted");
                },
                session -> {
                    throw new IllegalStateException("planted too");
                },
                insert(last)));

        batch.get(0).get();
        assertFailed(batch.get(1), "planted");
        assertFailed(batch.get(2), "planted too");
        batch.get(3).get();
        assertThat(store.queued(10)).containsExactly(first, last);
        assertThat(store.get(twice.id())).isEmpty();
        assertThat(store.counts(ADA)).containsEntry(RunState.QUEUED, 2L);
    }

    @Test
    void whenTheCommitFailsEveryWriteOfTheBatchFails() throws Exception {
        Run first = Samples.run(ADA, Map.of());
        Run last = Samples.run(ADA, Map.of());
        List<Future<?>> batch = inOneBatch(List.of(
                insert(first),
                session -> {
                    // Checked no earlier than the commit, which therefore fails.
                    session.execute("pragma defer_foreign_keys = on");
                    return session.update("insert into run_outputs (run, document) values (4711, '{}')");
                },
                insert(last)));

        for (Future<?> write : batch) {
            assertFailed(write, "FOREIGN KEY");
        }
        assertThat(store.queued(10)).isEmpty();
        assertThat(store.check()).isEmpty();
        store.insert(last, Samples.request(), null);
        assertThat(store.queued(10)).containsExactly(last);
    }

    @Test
    void aTransactionThatEndsUnderTheWriterFailsTheWholeBatch() throws Exception {
        Run first = Samples.run(ADA, Map.of());
        Run last = Samples.run(ADA, Map.of());
        List<Future<?>> batch = inOneBatch(List.of(
                insert(first),
                session -> {
                    // As SQLite does by itself on some I/O errors.
                    session.execute("rollback");
                    throw new SQLException("planted");
                },
                insert(last)));

        for (Future<?> write : batch) {
            assertThatThrownBy(write::get).hasCauseInstanceOf(StoreException.class);
        }
        assertThat(store.queued(10)).isEmpty();
        store.insert(first, Samples.request(), null);
        assertThat(store.queued(10)).containsExactly(first);
    }

    @Test
    void aFullDiskIsToldApartAndEndsWhenThereIsSpace() {
        Run fits = Samples.run(ADA, Map.of());
        store.insert(fits, Samples.request(), null);
        limitPages(1);
        Run large = Samples.run(ADA, Map.of("large", "x".repeat(100_000)));
        assertThatThrownBy(() -> store.insert(large, Samples.request(), null))
                .isInstanceOf(StoreFullException.class)
                .hasCauseInstanceOf(SQLException.class);
        assertThat(store.queued(10)).containsExactly(fits);

        limitPages(1_000_000);
        store.insert(large, Samples.request(), null);
        assertThat(store.queued(10)).containsExactly(fits, large);
    }

    @Test
    void theEndOfARunThatMeetsAFullDiskGetsTheReserveAndAnInsertionDoesNot() {
        Path reserve = folder.resolve("runs.db-reserve");
        Run run = Samples.run(ADA, Map.of());
        store.insert(run, Samples.request(), null);
        limitPages(1);
        Run large = Samples.run(ADA, Map.of("large", "x".repeat(100_000)));
        assertThatThrownBy(() -> store.insert(large, Samples.request(), null)).isInstanceOf(StoreFullException.class);
        assertThat(reserve).as("kept for the ends of runs").exists();

        Decision.Accept end = Samples.accepted(run, new RunEvent.Faulted(null, "x".repeat(100_000)));
        assertThatThrownBy(() -> store.compareAndSet(run, end.next(), end.entry(), null))
                .isInstanceOf(StoreFullException.class);
        assertThat(reserve).as("given up, though it cannot help here").doesNotExist();

        limitPages(1_000_000);
        assertThat(store.compareAndSet(run, end.next(), end.entry(), null)).isTrue();
        store.insert(large, Samples.request(), null);
        assertThat(reserve).as("made again before new runs are taken").exists();
    }

    /** Never fewer than there are. */
    private void limitPages(int pages) {
        store.writer().write(session -> {
            session.execute("pragma max_page_count = " + pages);
            return true;
        });
    }

    @Test
    void manyMoreCallersThanTheQueueHoldsAreAllServed() throws Exception {
        Gate gate = new Gate(store.writer());
        List<Future<?>> writes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            writes.add(callers.submit(() -> store.insert(Samples.run(ADA, Map.of()), Samples.request(), null)));
        }
        gate.awaitQueued(1024);
        gate.open();
        for (Future<?> write : writes) {
            write.get();
        }
        assertThat(store.counts(ADA)).containsEntry(RunState.QUEUED, 3000L);
    }

    @Test
    void anInterruptedCallerIsToldThatTheOutcomeIsUnknown() throws Exception {
        Gate gate = new Gate(store.writer());
        Run run = Samples.run(ADA, Map.of());
        Future<?> waiting = callers.submit(() -> {
            Thread.currentThread().interrupt();
            return store.insert(run, Samples.request(), null);
        });
        assertFailed(waiting, "unknown");
        gate.open();
    }

    private List<Future<?>> inOneBatch(List<Write<?>> writes) throws InterruptedException {
        Gate gate = new Gate(store.writer());
        List<Future<?>> outcomes = new ArrayList<>();
        for (Write<?> write : writes) {
            outcomes.add(callers.submit(() -> store.writer().write(write)));
            gate.awaitQueued(outcomes.size());
        }
        gate.open();
        return outcomes;
    }

    private static Write<?> insert(Run run) {
        return new InsertRun(run, Samples.request(), null, Room.ANY);
    }

    private static void assertFailed(Future<?> write, String why) {
        assertThatThrownBy(write::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why);
    }
}
