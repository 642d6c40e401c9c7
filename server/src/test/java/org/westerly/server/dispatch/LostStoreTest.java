package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.FailingStore;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreLostException;
import org.westerly.server.store.UnknownOutcomeException;
import org.westerly.server.store.memory.MemoryRunStore;

/** A store that cannot be asked for a while, or makes a write and loses the answer: no run is the worse for it. */
class LostStoreTest {

    private static final Set<String> READS =
            Set.of("get", "request", "active", "held", "heldCount", "atWork", "queued", "sequence");

    /** What is to happen to the next so many calls. */
    private final Map<String, Integer> lost = new ConcurrentHashMap<>();

    private int unanswered;

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void make() throws Exception {
        RunStore failing = FailingStore.around(
                new MemoryRunStore(),
                (method, _) -> {
                    if (lost.merge(method, -1, Integer::sum) >= 0) {
                        throw new StoreLostException("planted", null);
                    }
                },
                (method, _) -> {
                    if (method.equals("compareAndSet") && unanswered-- > 0) {
                        throw new UnknownOutcomeException("planted", null);
                    }
                });
        rig = new Rig(failing, folder, 10);
    }

    private void lose(String call, int times) {
        lost.put(call, times);
    }

    @Test
    void aClaimWhoseAnswerWasLostIsLaunchedOnce() throws Exception {
        RunId id = rig.submit();
        unanswered = 1;
        assertThatThrownBy(rig.claim::step).isInstanceOf(UnknownOutcomeException.class);
        rig.claimAndLaunch();

        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.executor.started).hasSize(1);
        assertThat(rig.store.journal(id)).extracting("event").containsExactly("Submitted", "Claimed", "Started");
    }

    @Test
    void aLaunchWaitsForAStoreThatCannotBeAsked() throws Exception {
        RunId id = rig.submit();
        lose("get", 3);
        lose("request", 3);
        rig.claimAndLaunch();

        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.executor.started).hasSize(1);
        assertThat(rig.mishaps).hasSize(6);
    }

    @Test
    void aStartWhoseAnswerWasLostIsToldOnce() throws Exception {
        RunId id = rig.submit();
        rig.executor.afterStart = () -> unanswered = 1;
        rig.claimAndLaunch();

        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.executor.started).hasSize(1);
        assertThat(rig.store.journal(id)).hasSize(3);
    }

    @Test
    void aLaunchThatWasCutOffIsTakenUpThroughALossOfTheStore() throws Exception {
        RunId id = rig.submit();
        rig.moves.require(id, new RunEvent.Claimed(1));
        unanswered = 1;
        assertThatThrownBy(rig::restart).isInstanceOf(UnknownOutcomeException.class);
        rig.launches.close(Duration.ofSeconds(30));

        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.executor.started).hasSize(1);
        assertThat(rig.run(id).attempt()).isEqualTo(2);
    }

    @Test
    void noStepChangesARunWhileTheStoreCannotBeAsked() throws Exception {
        RunId id = rig.running();
        for (String read : READS) {
            lose(read, 100);
        }
        assertThatThrownBy(rig.watch::step).isInstanceOf(StoreLostException.class);
        assertThatThrownBy(rig.cancel::step).isInstanceOf(StoreLostException.class);
        lost.clear();

        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.executor.started).hasSize(1);
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
    }
}
