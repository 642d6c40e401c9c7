package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.Staged;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
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
    void whileStaging() throws Exception {
        Rig rig = rig();
        CountDownLatch staging = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        rig.staging.set((_, request, _) -> {
            staging.countDown();
            goOn.await();
            return new Staged(request.workflowUrl(), null);
        });
        RunId id = rig.submit();
        rig.claim.step();
        staging.await();
        rig.askToCancel(id);
        rig.cancelAndConfirm();
        assertThat(rig.state(id))
                .as("sure before the launch has come to itself")
                .isEqualTo(RunState.CANCELED);
        goOn.countDown();
        rig.launches.close(Duration.ofSeconds(30));
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.executor.started).isEmpty();
        assertThat(rig.mishaps).isEmpty();
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
