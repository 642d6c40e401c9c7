package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.memory.MemoryRunStore;

class RecoverRunsTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void aLaunchThatDidNotHappenIsMadeAgainInANewSlot() throws Exception {
        Rig rig = new Rig(new MemoryRunStore(), folder, 10);
        RunId id = rig.submit();
        rig.moves.require(id, new RunEvent.Claimed());
        rig.recoverAndLaunch();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.run(id).attempt()).isEqualTo(2);
        assertThat(rig.executor.started)
                .singleElement()
                .satisfies(spec -> assertThat(spec.slot())
                        .isEqualTo(rig.machinery.folders().of(id).slot(2)));
    }

    @Test
    void aLaunchThatDidHappenIsAdoptedAndNotMadeAgain() throws Exception {
        Rig rig = new Rig(new MemoryRunStore(), folder, 10);
        RunId id = rig.submit();
        rig.moves.require(id, new RunEvent.Claimed());
        var job = rig.executor.submit(
                JobSpecs.unplanned(rig.run(id), rig.machinery.folders().of(id)));
        rig.recoverAndLaunch();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.job(id)).isEqualTo(job);
        assertThat(rig.executor.started).hasSize(1);
        rig.executor.now(job, new JobStatus.Exited(0, rig.now.get()));
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
    }

    @Test
    void nothingIsGuessedWhileTheSlotCannotBeSeen() throws Exception {
        Rig rig = new Rig(new MemoryRunStore(), folder, 10);
        RunId id = rig.submit();
        rig.moves.require(id, new RunEvent.Claimed());
        rig.executor.settleFault = new IllegalStateException("disk does not answer");
        rig.recover.run();
        org.awaitility.Awaitility.await().until(() -> rig.mishaps.size() >= 2);
        assertThat(rig.state(id)).isEqualTo(RunState.INITIALIZING);
        rig.executor.settleFault = null;
        rig.launches.close(java.time.Duration.ofSeconds(30));
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
    }

    @Test
    void runningAndCancelingRunsAreLeftToTheirLoops() throws Exception {
        Rig rig = new Rig(new MemoryRunStore(), folder, 10);
        RunId running = rig.running();
        RunId canceling = rig.running();
        rig.askToCancel(canceling);
        rig.recoverAndLaunch();
        assertThat(rig.state(running)).isEqualTo(RunState.RUNNING);
        assertThat(rig.state(canceling)).isEqualTo(RunState.CANCELING);
        assertThat(rig.executor.started).hasSize(2);
        rig.cancelAndConfirm();
        assertThat(rig.state(canceling)).isEqualTo(RunState.CANCELED);
    }
}
