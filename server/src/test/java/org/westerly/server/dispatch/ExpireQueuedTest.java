package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.queue.FindOverdue;
import org.westerly.server.queue.Gates;
import org.westerly.server.queue.KeepOpenTimes;
import org.westerly.server.queue.WaitLimits;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.memory.MemoryRunStore;

class ExpireQueuedTest {

    private static final WaitLimits HALF_A_MINUTE = new WaitLimits(Optional.of(Duration.ofSeconds(30)), Map.of());

    @TempDir
    Path folder;

    private Rig rig;
    private final Waiter waiter = new Waiter(Duration.ofMillis(1));

    @BeforeEach
    void set() throws Exception {
        rig = new Rig(new MemoryRunStore(), Files.createDirectories(folder.resolve("runs")), 10);
    }

    private void stepAfter(Duration time) {
        step();
        rig.now.set(rig.now.get().plus(time));
        step();
    }

    private void step() {
        KeepOpenTimes times = new KeepOpenTimes(folder, Gates.NONE, rig.clock);
        new ExpireQueued(
                        new FindOverdue(rig.store, HALF_A_MINUTE, times),
                        rig.moves,
                        rig.machinery,
                        waiter,
                        rig::survived)
                .step();
    }

    @Test
    void whoHasWaitedTooLongEndsWithoutHavingBeenStarted() throws Exception {
        RunId id = rig.submit();
        rig.machinery.uploads().open(id).next().close();
        Path attachments = folder.resolve("runs/uploads/one");
        assertThat(attachments).isNotEmptyDirectory();
        stepAfter(Duration.ofSeconds(29));
        assertThat(rig.state(id)).isEqualTo(RunState.QUEUED);
        stepAfter(Duration.ofSeconds(1));
        assertThat(rig.history(id)).containsExactly(RunState.QUEUED, RunState.SYSTEM_ERROR);
        assertThat(rig.run(id).endTime()).isEqualTo(rig.now.get());
        assertThat(rig.run(id).startTime()).isNull();
        assertThat(rig.lastWord(id)).contains("waited in the queue for longer than 30 s", "queue.max-wait");
        assertThat(rig.executor.started).isEmpty();
        assertThat(attachments).isEmptyDirectory();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void whatIsAtWorkOrCanceledIsLeftAlone() throws Exception {
        RunId running = rig.running();
        RunId canceled = rig.submit();
        rig.moves.require(canceled, new RunEvent.CancelRequested("anonymous"));
        stepAfter(Duration.ofSeconds(45));
        assertThat(List.of(rig.state(running), rig.state(canceled)))
                .containsExactly(RunState.RUNNING, RunState.CANCELED);
    }

    @Test
    void aStopIsHeededBetweenTwoRuns() {
        List<RunId> runs = List.of(rig.submit(), rig.submit(), rig.submit());
        waiter.stop();
        stepAfter(Duration.ofSeconds(30));
        assertThat(runs)
                .extracting(rig::state)
                .containsExactly(RunState.SYSTEM_ERROR, RunState.QUEUED, RunState.QUEUED);
    }
}
