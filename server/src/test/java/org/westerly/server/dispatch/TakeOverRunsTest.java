package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.AttachmentName;
import org.westerly.server.files.NameLimits;
import org.westerly.server.files.Staged;
import org.westerly.server.files.Upload;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.Seat;
import org.westerly.server.store.memory.MemoryRunStore;

class TakeOverRunsTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void aLaunchThatDidNotHappenIsMadeAgainInANewSlot() throws Exception {
        Rig rig = new Rig(new MemoryRunStore(), folder, 10);
        RunId id = rig.submit();
        rig.moves.require(id, new RunEvent.Claimed(1));
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
        rig.moves.require(id, new RunEvent.Claimed(1));
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
        rig.moves.require(id, new RunEvent.Claimed(1));
        rig.executor.settleFault = new IllegalStateException("disk does not answer");
        rig.restart();
        org.awaitility.Awaitility.await().until(() -> rig.mishaps.size() >= 2);
        assertThat(rig.state(id)).isEqualTo(RunState.INITIALIZING);
        rig.executor.settleFault = null;
        rig.launches.close(Duration.ofSeconds(30));
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
    }

    @Test
    void runningAndCancelingRunsGoOnWithTheirLoops() throws Exception {
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

    @Test
    void whatAServerTellsAfterItsRunsWereTakenOverIsNotBelieved() throws Exception {
        MemoryRunStore store = new MemoryRunStore();
        Rig paused = new Rig(store, folder, 10);
        RunId running = paused.running();
        long before = paused.lease.epoch();
        Rig other = new Rig(store, folder, 10);
        other.recoverAndLaunch();
        assertThat(other.run(running).epoch()).isEqualTo(other.lease.epoch()).isNotEqualTo(before);

        paused.executor.now(paused.job(running), new JobStatus.Exited(1, paused.now.get()));
        paused.watchAndFinish();
        RunMoves late = new RunMoves(store, paused.clock, () -> before);
        assertThat(late.apply(running, new RunEvent.Failed(1, "{}", "too late")))
                .isInstanceOf(RunMoves.Result.Unmoved.class);
        assertThat(late.tryOn(other.run(running), new RunEvent.Faulted(1, "too late")))
                .isFalse();
        assertThat(paused.state(running)).isEqualTo(RunState.RUNNING);

        paused.askToCancel(running);
        assertThat(other.state(running)).as("a client may say so anywhere").isEqualTo(RunState.CANCELING);
    }

    @Test
    void aServerThatWasTakenForGoneLetsGoAndBeginsAnew() throws Exception {
        MemoryRunStore store = new MemoryRunStore();
        Rig paused = new Rig(store, folder, 10);
        RunId launching = paused.submit();
        CountDownLatch staging = new CountDownLatch(1);
        paused.staging.set((_, _, _, _) -> {
            staging.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError("nobody counts down");
        });
        paused.claim.step();
        staging.await();
        long before = paused.lease.epoch();
        Rig other = new Rig(store, folder, 10);
        other.restart();
        other.launches.close(Duration.ofSeconds(30));
        assertThat(other.state(launching)).isEqualTo(RunState.RUNNING);

        new KeepLease(paused.lease, paused.acts, paused.logs, paused.wakes, paused::survived).step();
        assertThat(paused.lease.epoch()).isGreaterThan(before);
        assertThat(paused.mishaps)
                .singleElement()
                .satisfies(told -> assertThat(told.getCause()).hasMessageContaining("gave no sign of life"));
        paused.launches.close(Duration.ZERO);
        assertThat(paused.executor.started).isEmpty();
        assertThat(other.executor.started).hasSize(1);
        assertThat(other.run(launching).attempt()).isEqualTo(2);
    }

    @Test
    void whoDoesNotKnowThatItHasLostARunLeavesItsFilesAlone() throws Exception {
        MemoryRunStore store = new MemoryRunStore();
        Rig late = new Rig(store, folder, 10);
        RunId launching = late.submit();
        Upload upload = late.machinery.uploads().open(launching);
        upload.next().close();
        upload.place(List.of(AttachmentName.of("a", NameLimits.DEFAULT)));
        CountDownLatch staging = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        AtomicBoolean refused = new AtomicBoolean();
        late.staging.set((_, _, _, ours) -> {
            ours.require();
            staging.countDown();
            taken.await();
            try {
                ours.require();
            } catch (InterruptedException notOurs) {
                refused.set(true);
            }
            throw new IOException("the other one has removed what came");
        });
        late.claim.step();
        staging.await();

        Rig other = new Rig(store, folder, 10);
        other.staging.set((_, request, at, _) -> {
            Files.createDirectories(at.tmp().resolve("of the engine"));
            taken.countDown();
            late.launches.close(Duration.ofSeconds(30));
            return new Staged(request.workflowUrl(), null);
        });
        other.restart();
        other.launches.close(Duration.ofSeconds(30));

        assertThat(refused).isTrue();
        assertThat(late.mishaps).isEmpty();
        assertThat(late.machinery.folders().of(launching).tmp()).isNotEmptyDirectory();
        assertThat(other.state(launching)).isEqualTo(RunState.RUNNING);
        assertThat(folder.resolve("uploads/one").resolve(launching.value())).isDirectory();
    }

    @Test
    void runsOfAnotherMachineWaitForAServerThere() throws Exception {
        MemoryRunStore store = new MemoryRunStore();
        Rig rig = new Rig(store, folder, 10);
        long elsewhere = store.enter(new Seat("far", "away"), Duration.ofHours(1));
        RunId id = rig.submit();
        rig.moves.require(id, new RunEvent.Claimed(elsewhere));
        store.leave(elsewhere);
        rig.takeOver.step();
        assertThat(rig.run(id).epoch()).isEqualTo(elsewhere);

        rig.patient(Duration.ZERO).step();
        rig.launches.close(Duration.ofSeconds(30));
        assertThat(rig.run(id).epoch()).isEqualTo(rig.lease.epoch());
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.run(id).systemLogs())
                .anySatisfy(line -> assertThat(line).contains("server far", "machine away"));
    }
}
