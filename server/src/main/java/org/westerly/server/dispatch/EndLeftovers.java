package org.westerly.server.dispatch;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.westerly.server.executor.Executor;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;

/**
 * Ends what is alive here of runs that have ended: other servers told the end of a run while none was here to see its engine,
 * or something got away when it ended.
 *
 * <p>Only of runs that have ended. A run that is at work may have anything here, whoever works on it; and one that another
 * machine took over has nothing here for long that has not ended: its slot is settled first, and a job of this machine is a
 * lost one there.
 */
final class EndLeftovers {

    private final RunStore store;
    private final Machinery machinery;
    private final UnderWay cancels;
    private final Mishaps mishaps;

    /** @param cancels nothing else is under way there for a run that has ended */
    EndLeftovers(RunStore store, Machinery machinery, UnderWay cancels, Mishaps mishaps) {
        this.store = store;
        this.machinery = machinery;
        this.cancels = cancels;
        this.mishaps = mishaps;
    }

    void step() {
        for (Executor executor : machinery.executors()) {
            // First, as no run begins again that has ended; the other way round one may just have been started.
            Set<String> labels = executor.labels();
            if (!labels.isEmpty()) {
                end(executor, labels);
            }
        }
    }

    private void end(Executor executor, Set<String> labels) {
        Set<RunId> atWork = store.active().stream().map(Run::id).collect(Collectors.toSet());
        labels.stream()
                .map(RunId::parse)
                .flatMap(Optional::stream)
                .filter(id -> !atWork.contains(id))
                .map(store::get)
                .flatMap(Optional::stream)
                .filter(run -> run.state().terminal())
                .forEach(run -> cancels.begin(run.id(), () -> end(executor, run)));
    }

    private void end(Executor executor, Run run) throws InterruptedException {
        int ended = executor.endLeft(
                run.id().value(), machinery.folders().of(run.id()).root(), machinery.stopOrder(run));
        if (ended > 0) {
            mishaps.noticed("run " + run.id() + " had ended as " + run.state() + ", and " + ended
                    + " processes of it still worked on this machine: they were ended");
        }
    }
}
