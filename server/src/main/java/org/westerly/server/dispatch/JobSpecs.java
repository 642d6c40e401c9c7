package org.westerly.server.dispatch;

import java.util.List;
import java.util.Map;
import org.westerly.server.engine.Plan;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobSpec;
import org.westerly.server.run.Run;

/** The job of a run's present launch. */
final class JobSpecs {

    private JobSpecs() {}

    static JobSpec planned(Run run, RunFolder folder, Plan plan) {
        return new JobSpec(
                folder.slot(run.attempt()),
                run.id().value(),
                plan.argv(),
                plan.environment(),
                folder.work(),
                folder.stdout(),
                folder.stderr());
    }

    /** Enough to settle the launch by: only the slot counts then, and nothing is started by it. */
    static JobSpec unplanned(Run run, RunFolder folder) {
        return planned(run, folder, new Plan(List.of("false"), Map.of(), List.of()));
    }
}
