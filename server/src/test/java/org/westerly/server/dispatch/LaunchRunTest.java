package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.Launch;
import org.westerly.server.executor.JobNotStartedException;
import org.westerly.server.files.Staged;
import org.westerly.server.files.StagingException;
import org.westerly.server.job.JobSpec;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.FailingStore;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.memory.MemoryRunStore;

class LaunchRunTest {

    @TempDir
    Path folder = Path.of("");

    private Rig rig() throws IOException {
        return new Rig(new MemoryRunStore(), folder, 10);
    }

    @Test
    void aQueuedRunIsStaged_PlannedAndStarted() throws Exception {
        Rig rig = rig();
        RunId id = rig.submit();
        rig.claimAndLaunch();

        assertThat(rig.history(id)).containsExactly(RunState.QUEUED, RunState.INITIALIZING, RunState.RUNNING);
        assertThat(rig.run(id).command()).containsExactly("engine", "wf.fake");
        assertThat(rig.run(id).attempt()).isEqualTo(1);
        assertThat(rig.lastWord(id)).endsWith("planned");
        JobSpec spec = rig.executor.started.getFirst();
        assertThat(spec.label()).isEqualTo(id.value());
        assertThat(spec.slot()).isEqualTo(rig.machinery.folders().of(id).slot(1));
        assertThat(spec.folder())
                .isEqualTo(rig.machinery.folders().of(id).work())
                .isDirectory();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void thereIsRoomForSoManyAndTheOldestGoFirst() throws Exception {
        Rig rig = new Rig(new MemoryRunStore(), folder, 2);
        RunId first = rig.submit();
        RunId second = rig.submit();
        RunId third = rig.submit();
        rig.claimAndLaunch();
        rig.claimAndLaunch();
        assertThat(Stream.of(first, second, third).map(rig::state))
                .containsExactly(RunState.RUNNING, RunState.RUNNING, RunState.QUEUED);
        rig.executor.now(rig.job(first), new org.westerly.server.job.JobStatus.Exited(0, rig.now.get()));
        rig.watchAndFinish();
        rig.claimAndLaunch();
        assertThat(Stream.of(first, second, third).map(rig::state))
                .containsExactly(RunState.COMPLETE, RunState.RUNNING, RunState.RUNNING);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(
                        "staging refused",
                        "cannot be had",
                        true,
                        rig -> rig.staging.set((_, _, _, _) -> {
                            throw new StagingException("it cannot be had");
                        })),
                failure(
                        "disk full while staging",
                        "disk is full",
                        false,
                        rig -> rig.staging.set((_, _, _, _) -> {
                            throw new IOException("/secret/path: No space left on device");
                        })),
                failure(
                        "staging broken",
                        "internal error",
                        false,
                        rig -> rig.staging.set((_, _, _, _) -> {
                            throw new IllegalStateException("/secret/path");
                        })),
                failure(
                        "engine missing",
                        "go and install it",
                        true,
                        rig -> rig.engine.planner = _ -> {
                            throw new EngineMissingException("go and install it");
                        }),
                failure(
                        "disk full while planning",
                        "disk is full",
                        false,
                        rig -> rig.engine.planner = _ -> {
                            throw new java.io.UncheckedIOException(new java.nio.file.FileSystemException(
                                    "/secret/path", null, "No space left on device"));
                        }),
                failure(
                        "plan cannot be written",
                        "engine's files",
                        false,
                        rig -> rig.engine.planner = _ -> {
                            throw new IOException("/secret/path");
                        }),
                failure(
                        "plan broken",
                        "internal error",
                        false,
                        rig -> rig.engine.planner = _ -> {
                            throw new StackOverflowError();
                        }),
                failure(
                        "job refused",
                        "argument list too long",
                        true,
                        rig -> rig.executor.beforeStart = () -> {
                            throw new JobNotStartedException("argument list too long");
                        }),
                failure(
                        "executor broken",
                        "internal error",
                        false,
                        rig -> rig.executor.beforeStart = () -> {
                            throw new IllegalStateException("/secret/path");
                        }));
    }

    private static Arguments failure(String name, String reason, boolean forUser, Consumer<Rig> arrange) {
        return Arguments.of(name, reason, forUser, arrange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aLaunchThatFailsEndsVisibly(String name, String reason, boolean forUser, Consumer<Rig> arrange)
            throws Exception {
        Rig rig = rig();
        arrange.accept(rig);
        RunId id = rig.submit();
        rig.claimAndLaunch();
        assertThat(rig.state(id)).as(name).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).contains(reason).doesNotContain("/secret");
        assertThat(rig.executor.started).isEmpty();
        assertThat(rig.mishaps).hasSize(forUser ? 0 : 1);
        assertThat(rig.wakes.claims().await()).as("there is room again").isTrue();
    }

    @Test
    void aBadDocumentIsTheWorkflowsFault() throws Exception {
        Rig rig = rig();
        rig.staging.set((_, _, _, _) -> {
            throw new StagingException(StagingException.Kind.BAD_DOCUMENT, "it is no document");
        });
        RunId id = rig.submit();
        rig.claimAndLaunch();
        assertThat(rig.history(id)).containsExactly(RunState.QUEUED, RunState.INITIALIZING, RunState.EXECUTOR_ERROR);
        assertThat(rig.lastWord(id)).contains("it is no document");
        assertThat(rig.run(id).exitCode()).isNull();
        assertThat(rig.store.outputs(id)).contains("{}");
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void theEngineGetsWhatStagingMadeOfTheParameters() throws Exception {
        Rig rig = rig();
        rig.staging.set((_, _, _, _) -> new Staged("/in/place.fake#main", "{\"i\": \"/inputs/1/x\"}"));
        AtomicReference<Launch> launched = new AtomicReference<>();
        rig.engine.planner = launch -> {
            launched.set(launch);
            throw new EngineMissingException("enough seen");
        };
        rig.submit();
        rig.claimAndLaunch();
        assertThat(launched.get().workflow()).isEqualTo("/in/place.fake#main");
        assertThat(launched.get().params()).isEqualTo("{\"i\": \"/inputs/1/x\"}");
    }

    @Test
    void anEngineThatIsGoneIsNamed() throws Exception {
        Rig rig = new Rig(new MemoryRunStore(), folder, 10, false);
        RunId id = rig.submit();
        rig.claimAndLaunch();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).contains("fake 1.0");
    }

    @Test
    void aFolderThatCannotBeMadeEndsVisibly() throws Exception {
        Rig rig = rig();
        RunId id = rig.submit();
        Path root = rig.machinery.folders().of(id).root();
        Files.createDirectories(root.getParent());
        Files.writeString(root, "in the way");
        rig.claimAndLaunch();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).doesNotContain(folder.toString());
    }

    @Test
    void aStoreThatRefusesForAWhileLosesNoJob() throws Exception {
        MemoryRunStore memory = new MemoryRunStore();
        AtomicInteger refusals = new AtomicInteger();
        Rig rig = new Rig(refusing(memory, refusals), folder, 10);
        RunId id = rig.submit();
        rig.executor.afterStart = () -> refusals.set(3);
        rig.claimAndLaunch();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.executor.started).hasSize(1);
        assertThat(rig.mishaps).hasSize(3);
    }

    private static RunStore refusing(RunStore store, AtomicInteger refusals) {
        return FailingStore.before(store, (method, _) -> {
            if (method.equals("compareAndSet") && refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("database or disk is full");
            }
        });
    }
}
