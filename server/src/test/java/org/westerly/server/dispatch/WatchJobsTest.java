package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.memory.MemoryRunStore;

class WatchJobsTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:01Z");

    @TempDir
    Path folder = Path.of("");

    private Rig rig;

    @BeforeEach
    void set() throws Exception {
        rig = new Rig(new MemoryRunStore(), folder, 10);
    }

    private RunId ended(JobStatus status) throws Exception {
        RunId id = rig.running();
        rig.executor.now(rig.job(id), status);
        rig.watchAndFinish();
        return id;
    }

    @Test
    void successIsComplete() throws Exception {
        RunId id = ended(new JobStatus.Exited(0, AT));
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
        assertThat(rig.run(id).exitCode()).isZero();
        assertThat(rig.store.outputs(id)).contains("{\"ok\":true}");
        assertThat(rig.executor.swept).containsExactly(rig.job(id));
    }

    @Test
    void whatTheEngineCallsAFailureIsOne() throws Exception {
        RunId id = ended(new JobStatus.Exited(3, AT));
        assertThat(rig.state(id)).isEqualTo(RunState.EXECUTOR_ERROR);
        assertThat(rig.run(id).exitCode()).isEqualTo(3);
    }

    @Test
    void leftoversAreEndedBeforeTheOutputsAreRead() throws Exception {
        rig.engine.concluder = _ -> {
            assertThat(rig.executor.swept).hasSize(1);
            return new RunEvent.Succeeded(0, "{}", java.util.List.of());
        };
        assertThat(rig.state(ended(new JobStatus.Exited(0, AT)))).isEqualTo(RunState.COMPLETE);
    }

    @Test
    void aLostJobIsAPlatformFailureAndItsLeftoversAreEnded() throws Exception {
        RunId id = ended(new JobStatus.Gone("the machine was restarted"));
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).contains("lost").contains("restarted");
        assertThat(rig.executor.swept).hasSize(1);
    }

    @Test
    void anEngineThatCouldNotBeStartedIsAPlatformFailure() throws Exception {
        RunId id = ended(new JobStatus.NotStarted("no such program"));
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).contains("no such program");
    }

    @Test
    void capacityTakenBackIsItsOwnEnd() throws Exception {
        assertThat(rig.state(ended(new JobStatus.Preempted("node drained")))).isEqualTo(RunState.PREEMPTED);
    }

    @Test
    void couldNotAskChangesNothing() throws Exception {
        RunId id = ended(new JobStatus.Unreachable("scheduler down"));
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        rig.executor.pollFault = new IllegalStateException("poll is broken");
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.mishaps).hasSize(1);
        rig.executor.pollFault = null;
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
    }

    @Test
    void resultsThatCannotBeReadAreAPlatformFailure() throws Exception {
        rig.engine.concluder = _ -> {
            throw new IllegalStateException("/secret/path");
        };
        RunId id = ended(new JobStatus.Exited(0, AT));
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.run(id).exitCode()).isZero();
        assertThat(rig.lastWord(id)).doesNotContain("/secret");
        assertThat(rig.mishaps).hasSize(1);
    }

    @Test
    void anEngineOrExecutorThatIsNotConfiguredAnyMoreIsNamed() throws Exception {
        RunId id = rig.running();
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        Rig without = new Rig(rig.store, folder, 10, false);
        without.recoverAndLaunch();
        without.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        without.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).contains("fake 1.0");

        RunId elsewhere = rig.submit();
        rig.moves.require(elsewhere, new RunEvent.Claimed(1));
        JobRef foreign = new JobRef("moonbase", folder, "1");
        rig.moves.require(elsewhere, new RunEvent.Started(foreign, java.util.List.of(), java.util.List.of()));
        rig.watchAndFinish();
        assertThat(rig.state(elsewhere)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(elsewhere)).contains("moonbase");
    }

    @Test
    void aCancelThatComesFirstDecides() throws Exception {
        RunId id = rig.running();
        rig.engine.concluder = _ -> {
            rig.askToCancel(id);
            return new RunEvent.Succeeded(0, "{}", java.util.List.of());
        };
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.executor.onCancel = status -> status;
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELING);
        rig.cancelAndConfirm();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.mishaps).isEmpty();
    }

    /** A server on a copy of the store and another folder, beside the one that works, or after it. */
    private Rig copy() throws Exception {
        Rig copy = new Rig(rig.store, folder.resolve("restored"), 10);
        copy.engine.hooks = (_, _) -> {
            throw new AssertionError("no hook is for a copy");
        };
        copy.recoverAndLaunch();
        return copy;
    }

    @Test
    void aJobOfAnotherDataFolderIsLostToThisOneAndLeftAlone() throws Exception {
        RunId id = rig.running();
        Rig copy = copy();
        copy.watchAndFinish();

        assertThat(copy.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(copy.lastWord(id)).contains("another data folder").contains("backup");
        assertThat(copy.executor.swept).isEmpty();
        assertThat(copy.mishaps).isEmpty();
    }

    @Test
    void alsoWhenItIsToBeCanceled() throws Exception {
        RunId id = rig.running();
        rig.askToCancel(id);
        Rig copy = copy();
        copy.cancelAndConfirm();

        assertThat(copy.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(copy.executor.canceled).isEmpty();
        assertThat(copy.mishaps).isEmpty();
    }
}
