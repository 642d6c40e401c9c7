package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.Staged;
import org.westerly.server.files.Upload;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.job.StopSignal;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.memory.MemoryRunStore;

class CancelRunsTest {

    @TempDir
    Path folder = Path.of("");

    private Rig rig() throws Exception {
        return new Rig(new MemoryRunStore(), folder, 10);
    }

    @Test
    void whileQueued() throws Exception {
        Rig rig = rig();
        RunId id = rig.submit();
        rig.askToCancel(id);
        rig.claimAndLaunch();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.executor.started).isEmpty();
    }

    @Test
    void whileStagingItIsInterruptedAndOverBeforeTheEndIsTold() throws Exception {
        Rig rig = rig();
        CountDownLatch staging = new CountDownLatch(1);
        AtomicReference<RunState> whenOver = new AtomicReference<>();
        rig.staging.set((id, request, at, _) -> {
            staging.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                whenOver.set(rig.state(id));
            }
            Files.writeString(at.work().resolve("fetched"), "too late");
            return new Staged(request.workflowUrl(), null);
        });
        RunId id = rig.submit();
        Path upload = upload(rig, id);
        rig.claim.step();
        staging.await();
        rig.askToCancel(id);
        rig.cancelAndConfirm();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(whenOver).hasValue(RunState.CANCELING);
        assertThat(rig.machinery.folders().of(id).work().resolve("fetched")).doesNotExist();
        assertThat(upload).doesNotExist();
        assertThat(rig.executor.started).isEmpty();
        assertThat(rig.run(id).job()).isNull();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aStagingThatDoesNotListenIsWaitedForAndStartsNothing() throws Exception {
        Rig rig = rig();
        CountDownLatch staging = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        rig.staging.set((_, request, at, _) -> {
            staging.countDown();
            while (goOn.getCount() > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException ignored) {
                    interrupted.countDown();
                }
            }
            Files.writeString(at.work().resolve("fetched"), "in time");
            return new Staged(request.workflowUrl(), null);
        });
        RunId id = rig.submit();
        Path upload = upload(rig, id);
        rig.claim.step();
        staging.await();
        rig.askToCancel(id);
        rig.cancel.step();
        interrupted.await();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELING);
        goOn.countDown();
        rig.cancels.close(Duration.ofSeconds(30));
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.executor.started).isEmpty();
        assertThat(rig.executor.canceled).isEmpty();
        assertThat(upload).doesNotExist();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aLaunchThatRecoversAfterARestartIsInterruptedToo() throws Exception {
        Rig rig = rig();
        RunId id = rig.submit();
        rig.moves.require(id, new RunEvent.Claimed(1));
        CountDownLatch staging = new CountDownLatch(1);
        rig.staging.set((_, request, _, _) -> {
            staging.countDown();
            new CountDownLatch(1).await();
            return new Staged(request.workflowUrl(), null);
        });
        rig.restart();
        staging.await();
        rig.askToCancel(id);
        rig.cancelAndConfirm();
        assertThat(rig.history(id))
                .containsExactly(
                        RunState.QUEUED,
                        RunState.INITIALIZING,
                        RunState.INITIALIZING,
                        RunState.INITIALIZING,
                        RunState.CANCELING,
                        RunState.CANCELED);
        assertThat(rig.executor.started).isEmpty();
        assertThat(rig.mishaps).isEmpty();
    }

    /** What a run was submitted with, as it lies there before the launch. */
    private Path upload(Rig rig, RunId id) throws Exception {
        Upload upload = rig.machinery.uploads().open(id);
        upload.next().close();
        Path folder = this.folder.resolve("uploads/one").resolve(id.value());
        assertThat(folder).isDirectory();
        return folder;
    }

    @Test
    void asItsEngineSays() throws Exception {
        Rig rig = rig();
        StopOrder order = new StopOrder(List.of(StopSignal.INT, StopSignal.TERM), Duration.ofSeconds(7));
        RunId first = rig.running();
        rig.engine.stopOrder = site -> {
            assertThat(site).isEqualTo(Rig.STOP);
            return order;
        };
        rig.askToCancel(first);
        rig.cancelAndConfirm();
        assertThat(rig.executor.orders).containsExactly(order);
        assertThat(rig.state(first)).isEqualTo(RunState.CANCELED);
    }

    @Test
    void asTheSiteSaysWhenTheEngineIsGone() throws Exception {
        Rig rig = rig();
        RunId id = rig.running();
        rig.askToCancel(id);
        Rig without = new Rig(rig.store, folder, 10, false);
        without.recoverAndLaunch();
        without.executor.now(rig.job(id), new JobStatus.Running());
        without.cancelAndConfirm();
        assertThat(without.executor.orders).containsExactly(Rig.STOP);
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
    }

    @Test
    void temporaryFilesGoWithTheRun() throws Exception {
        Rig rig = rig();
        RunId id = rig.running();
        Path left = Files.writeString(rig.machinery.folders().of(id).tmp().resolve("left"), "large");
        rig.askToCancel(id);
        rig.cancelAndConfirm();
        assertThat(left).doesNotExist();
    }

    @Test
    void whileTheEngineStarts() throws Exception {
        Rig rig = rig();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        rig.executor.afterStart = () -> {
            started.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        RunId id = rig.submit();
        rig.claim.step();
        started.await();
        rig.askToCancel(id);
        rig.cancelAndConfirm();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.executor.canceled).containsExactly(rig.job(id));
        goOn.countDown();
        rig.launches.close(Duration.ofSeconds(30));
        assertThat(rig.history(id)).last().isEqualTo(RunState.CANCELED);
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void askedBetweenStartAndItsRecord() throws Exception {
        Rig rig = rig();
        RunId id = rig.submit();
        rig.executor.afterStart = () -> rig.askToCancel(id);
        rig.claimAndLaunch();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELING);
        assertThat(rig.run(id).job()).as("known, so that it can be stopped").isNotNull();
        rig.cancelAndConfirm();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.run(id).command()).containsExactly("engine", "wf.fake");
    }

    @Test
    void whileRunning() throws Exception {
        Rig rig = rig();
        RunId id = rig.running();
        rig.askToCancel(id);
        rig.executor.onCancel = _ -> new JobStatus.Exited(143, rig.now.get());
        rig.cancelAndConfirm();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.run(id).exitCode()).isEqualTo(143);
        rig.watchAndFinish();
        assertThat(rig.history(id))
                .containsExactly(
                        RunState.QUEUED,
                        RunState.INITIALIZING,
                        RunState.RUNNING,
                        RunState.CANCELING,
                        RunState.CANCELED);
    }

    /** The first that is stored decides, and whoever asked is told so; which of the two it is, is left open. */
    @Test
    void whileTheEngineEndsByItself() throws Exception {
        Rig rig = rig();
        rig.executor.onCancel = status -> status;
        for (int round = 0; round < 50; round++) {
            RunId id = rig.running();
            rig.executor.now(rig.job(id), new JobStatus.Exited(0, rig.now.get()));
            CountDownLatch ready = new CountDownLatch(1);
            CompletableFuture<RunMoves.Result> asked = new CompletableFuture<>();
            Thread asking = Thread.ofPlatform().start(() -> {
                ready.countDown();
                asked.complete(rig.moves.apply(id, new RunEvent.CancelRequested("anonymous")));
            });
            ready.await();
            rig.watchAndFinish();
            asking.join();
            rig.cancelAndConfirm();
            if (asked.get() instanceof RunMoves.Result.Moved) {
                assertThat(rig.history(id))
                        .endsWith(RunState.CANCELING, RunState.CANCELED)
                        .doesNotContain(RunState.COMPLETE);
            } else {
                assertThat(asked.get()).isInstanceOf(RunMoves.Result.Refused.class);
                assertThat(rig.history(id))
                        .endsWith(RunState.RUNNING, RunState.COMPLETE)
                        .doesNotContain(RunState.CANCELING);
            }
            assertThat(rig.mishaps).isEmpty();
        }
    }

    @Test
    void notBeforeItIsConfirmed() throws Exception {
        Rig rig = rig();
        RunId id = rig.running();
        rig.askToCancel(id);
        for (JobStatus unsure : new JobStatus[] {new JobStatus.Running(), new JobStatus.Unreachable("no answer")}) {
            rig.executor.onCancel = _ -> unsure;
            rig.cancelAndConfirm();
            assertThat(rig.state(id)).isEqualTo(RunState.CANCELING);
        }
        rig.executor.onCancel = _ -> new JobStatus.Gone("killed");
        rig.cancelAndConfirm();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
    }

    @Test
    void aSlowOneHoldsUpNobody() throws Exception {
        Rig rig = rig();
        RunId slow = rig.running();
        CountDownLatch goOn = new CountDownLatch(1);
        rig.executor.onCancel = _ -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new JobStatus.Gone("killed");
        };
        rig.askToCancel(slow);
        rig.cancel.step();
        RunId quick = rig.running();
        org.awaitility.Awaitility.await().until(() -> rig.executor.canceled.size() == 1);
        rig.executor.onCancel = _ -> new JobStatus.Gone("killed");
        rig.askToCancel(quick);
        rig.cancel.step();
        rig.cancel.step();
        org.awaitility.Awaitility.await().until(() -> rig.state(quick) == RunState.CANCELED);
        assertThat(rig.state(slow)).isEqualTo(RunState.CANCELING);
        goOn.countDown();
        rig.cancels.close(Duration.ofSeconds(30));
        assertThat(rig.state(slow)).isEqualTo(RunState.CANCELED);
        assertThat(rig.executor.canceled).as("one cancel at a time for a run").hasSize(2);
    }
}
