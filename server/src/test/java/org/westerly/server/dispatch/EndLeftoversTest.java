package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.memory.MemoryRunStore;

class EndLeftoversTest {

    @TempDir
    Path folder = Path.of("");

    private Rig rig;

    @BeforeEach
    void set() throws Exception {
        rig = new Rig(new MemoryRunStore(), folder, 10);
    }

    private RunId lost() throws Exception {
        RunId id = rig.running();
        rig.executor.now(rig.job(id), new JobStatus.Gone("on another machine"));
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        return id;
    }

    @Test
    void whatIsAliveOfARunThatHasEndedIsEndedAndTold() throws Exception {
        RunId id = lost();
        rig.executor.alive.put(id.value(), 3);
        rig.endLeftovers();

        assertThat(rig.executor.endedLeft)
                .containsExactly(id + " in " + rig.machinery.folders().of(id).root());
        assertThat(rig.executor.orders).containsExactly(Rig.STOP);
        assertThat(rig.noticed)
                .singleElement()
                .asString()
                .contains(id.value())
                .contains("SYSTEM_ERROR")
                .contains("3 processes");
        rig.endLeftovers();
        assertThat(rig.noticed).as("once").hasSize(1);
    }

    @Test
    void runsAtWorkAndThoseThatAreNotOursAreLeftAlone() throws Exception {
        RunId running = rig.running();
        RunId canceling = rig.running();
        rig.askToCancel(canceling);
        RunId preparing = rig.submit();
        rig.moves.require(preparing, new RunEvent.Claimed(99));
        RunId unknown = RunId.mint(rig.now.get());
        for (RunId id : new RunId[] {running, canceling, preparing, unknown}) {
            rig.executor.alive.put(id.value(), 1);
        }
        rig.executor.alive.put("somebody else's words", 1);
        rig.endLeftovers();

        assertThat(rig.executor.endedLeft).isEmpty();
        assertThat(rig.noticed).isEmpty();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void alsoOfARunThatHasBeenPurged() throws Exception {
        RunId id = lost();
        rig.moves.require(id, new RunEvent.PurgeRequested("ada"));
        rig.moves.require(id, new RunEvent.Purged());
        rig.executor.alive.put(id.value(), 1);
        rig.endLeftovers();

        assertThat(rig.executor.endedLeft).hasSize(1);
    }
}
