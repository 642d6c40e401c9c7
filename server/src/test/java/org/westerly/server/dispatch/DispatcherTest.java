package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.Plan;
import org.westerly.server.executor.local.LocalExecutor;
import org.westerly.server.files.Staged;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.IdempotencyKey;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.Seat;
import org.westerly.server.store.jdbc.JdbcRunStore;
import org.westerly.server.store.memory.MemoryRunStore;

class DispatcherTest {

    /** So long that only wakes move anything in these tests. */
    private static final Duration NEVER = Duration.ofHours(1);

    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Retention NO_RULES =
            new Retention(List.of(), Duration.ofHours(1), java.nio.file.Path.of("no-caches"));

    private static final Presence HERE = presence("one");

    private static Presence presence(String name) {
        return new Presence(new Seat(name, "here"), Duration.ofHours(1), Duration.ofHours(1));
    }

    @TempDir
    Path folder = Path.of("");

    private static boolean all(RunStore store, RunState state, int count) {
        return store.counts(null).getOrDefault(state, 0L) == count;
    }

    @Test
    void twoOnOneStoreInMemoryLaunchEachRunOnce() throws Exception {
        twoLaunchEachRunOnce(new MemoryRunStore(), 2_000);
    }

    @Test
    void twoOnOneSqliteStoreLaunchEachRunOnce() throws Exception {
        try (RunStore store = JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("runs.db"))) {
            // Fewer than in memory: each has a folder and four commits, and what the two could disagree about is the
            // same.
            twoLaunchEachRunOnce(store, 600);
        }
    }

    private void twoLaunchEachRunOnce(RunStore store, int count) throws Exception {
        Rig rig = new Rig(store, folder.resolve("runs"), 1);
        rig.executor.firstStatus = _ -> new JobStatus.Exited(0, rig.now.get());
        List<Dispatcher> dispatchers = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            dispatchers.add(new Dispatcher(
                    store,
                    rig.machinery,
                    rig.queue(),
                    rig.logs,
                    new DispatchSettings(20, Duration.ofMillis(200), CLOSING, NO_RULES, presence(name)),
                    InstantSource.system(),
                    rig::survived));
        }
        dispatchers.getFirst().start();
        for (int number = 0; number < count / 2; number++) {
            rig.submit();
        }
        for (int number = 0; number < count / 2; number++) {
            dispatchers.get(number % 2).moved(JournalEntry.birth(rig.run(rig.submit())));
            if (number == 10) {
                // In the middle of the other's launches, which are none of its business.
                dispatchers.getLast().start();
            }
        }
        await().atMost(Duration.ofMinutes(5)).until(() -> all(store, RunState.COMPLETE, count));
        dispatchers.forEach(Dispatcher::close);
        assertThat(rig.executor.started).hasSize(count);
        assertThat(rig.executor.started.stream().map(spec -> spec.label()).distinct())
                .hasSize(count);
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void wakesAloneBringARealProcessToItsEnd() throws Exception {
        MemoryRunStore store = new MemoryRunStore();
        Rig rig = new Rig(store, folder, 1);
        rig.engine.planner = _ -> new Plan(List.of("sh", "-c", "echo hi"), Map.of("PATH", "/usr/bin:/bin"), List.of());
        try (LocalExecutor local = new LocalExecutor(List.of());
                Dispatcher dispatcher = new Dispatcher(
                        store,
                        rig.machinery(folder, List.of(local), true),
                        rig.queue(),
                        rig.logs,
                        new DispatchSettings(2, NEVER, CLOSING, NO_RULES, HERE),
                        InstantSource.system(),
                        rig::survived)) {
            dispatcher.start();
            assertThat(dispatcher.check()).isEmpty();
            List<RunId> runs = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                RunId id = rig.submit();
                runs.add(id);
                dispatcher.moved(store.journal(id).getLast());
            }
            await().pollInterval(Duration.ofMillis(5)).until(() -> all(store, RunState.COMPLETE, 10));
            for (RunId id : runs) {
                assertThat(rig.machinery.folders().of(id).stdout()).hasContent("hi\n");
            }
        }
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void wakesAloneCancelARealProcess() throws Exception {
        MemoryRunStore store = new MemoryRunStore();
        Rig rig = new Rig(store, folder, 1);
        rig.engine.planner = _ -> new Plan(List.of("sleep", "75"), Map.of("PATH", "/usr/bin:/bin"), List.of());
        try (LocalExecutor local = new LocalExecutor(List.of());
                Dispatcher dispatcher = new Dispatcher(
                        store,
                        rig.machinery(folder, List.of(local), true),
                        rig.queue(),
                        rig.logs,
                        new DispatchSettings(2, NEVER, CLOSING, NO_RULES, HERE),
                        InstantSource.system(),
                        rig::survived)) {
            dispatcher.start();
            RunId id = rig.submit();
            dispatcher.moved(store.journal(id).getLast());
            await().pollInterval(Duration.ofMillis(5)).until(() -> rig.state(id) == RunState.RUNNING);
            rig.askToCancel(id);
            dispatcher.moved(store.journal(id).getLast());
            await().pollInterval(Duration.ofMillis(5)).until(() -> rig.state(id) == RunState.CANCELED);
        }
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void closingLeavesJobsRunningAndLaunchesToTheNextStart() throws Exception {
        MemoryRunStore store = new MemoryRunStore();
        Rig rig = new Rig(store, folder, 1);
        DispatchSettings settings = new DispatchSettings(5, NEVER, Duration.ofMillis(50), NO_RULES, HERE);
        RunId running = rig.submit();
        Dispatcher first =
                new Dispatcher(store, rig.machinery, rig.queue(), rig.logs, settings, rig.clock, rig::survived);
        first.start();
        await().until(() -> rig.state(running) == RunState.RUNNING);

        CountDownLatch forever = new CountDownLatch(1);
        rig.staging.set((_, request, _, _) -> {
            forever.await();
            return new Staged(request.workflowUrl(), null);
        });
        RunId launching = rig.submit();
        first.moved(store.journal(launching).getLast());
        await().until(() -> rig.state(launching) == RunState.INITIALIZING);
        first.close();
        assertThat(rig.state(running)).isEqualTo(RunState.RUNNING);
        assertThat(rig.executor.canceled).isEmpty();
        assertThat(rig.state(launching)).isEqualTo(RunState.INITIALIZING);

        rig.staging.set((_, request, _, _) -> new Staged(request.workflowUrl(), null));
        try (Dispatcher second =
                new Dispatcher(store, rig.machinery, rig.queue(), rig.logs, settings, rig.clock, rig::survived)) {
            second.start();
            await().until(() -> rig.state(launching) == RunState.RUNNING);
            rig.executor.now(rig.job(running), new JobStatus.Exited(0, rig.now.get()));
            await().until(() -> rig.state(running) == RunState.COMPLETE);
        }
        assertThat(rig.executor.started.stream()
                        .collect(Collectors.groupingBy(spec -> spec.label(), Collectors.counting())))
                .isEqualTo(Map.of(running.value(), 1L, launching.value(), 1L));
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void keysOlderThanADayAreForgotten() throws Exception {
        MemoryRunStore store = new MemoryRunStore();
        Rig rig = new Rig(store, folder, 1);
        IdempotencyKey key = new IdempotencyKey("key", "digest", rig.now.get().minus(Duration.ofDays(30)));
        Run run = rig.run(rig.submit());
        RunRequest request = store.request(run.id()).orElseThrow();
        Run other =
                Run.accepted(RunId.mint(rig.now.get()), run.owner(), run.engine(), Map.of(), List.of(), rig.now.get());
        assertThat(store.insert(other, request, key)).isInstanceOf(Insertion.Stored.class);
        ForgetKeys forget = new ForgetKeys(store, rig.clock);
        forget.step();
        assertThat(store.insert(other, request, key)).isInstanceOf(Insertion.Repeated.class);
        rig.now.set(rig.now.get().plus(Duration.ofHours(25)));
        forget.step();
        Run later =
                Run.accepted(RunId.mint(rig.now.get()), run.owner(), run.engine(), Map.of(), List.of(), rig.now.get());
        assertThat(store.insert(later, request, key)).isInstanceOf(Insertion.Stored.class);
    }
}
