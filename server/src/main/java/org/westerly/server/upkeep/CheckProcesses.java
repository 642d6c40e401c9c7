package org.westerly.server.upkeep;

import java.io.IOException;
import java.util.Optional;
import org.westerly.server.executor.Executor;
import org.westerly.server.files.RunFolders;
import org.westerly.server.job.StopOrder;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;
import org.westerly.server.store.KnownRuns;

/** What is alive on this machine of runs that have ended. A server ends it within a minute; without one it stays. */
public final class CheckProcesses {

    private final KnownRuns runs;
    private final RunFolders folders;
    private final Executor executor;
    private final StopOrder order;
    private final CheckFolders.Report report;

    /** @param order how it is ended, if it is to be */
    public CheckProcesses(
            KnownRuns runs, RunFolders folders, Executor executor, StopOrder order, CheckFolders.Report report) {
        this.runs = runs;
        this.folders = folders;
        this.executor = executor;
        this.order = order;
        this.report = report;
    }

    public void check() throws IOException {
        for (String label : executor.labels()) {
            // Looked up after the look at the processes: a run that has ended never begins again.
            Optional<Run> ended = RunId.parse(label)
                    .flatMap(runs::get)
                    .filter(run -> run.state().terminal());
            if (ended.isPresent()) {
                check(ended.get());
            }
        }
    }

    private void check(Run run) {
        String label = run.id().value();
        int alive = executor.left(label, folders.of(run.id()).root());
        if (alive > 0) {
            report.mendable(
                    new Finding(
                            Check.PROCESS,
                            "run " + run.id(),
                            "it has ended as " + run.state() + ", and " + alive
                                    + " processes of it are alive on this machine"),
                    () -> executor.endLeft(label, folders.of(run.id()).root(), order));
        }
    }
}
