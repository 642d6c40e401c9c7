package org.westerly.chaos.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.westerly.chaos.plan.Fault;

/** What a site wants done after a run is done, before the end is told, and comes to its own end once for each end of a run. */
final class HooksOnce implements Check {

    private static final String PROMISE = "what is to be done after a run is done once";

    /** Whatever comes before it: a run that never came to work has nothing to be done after. */
    private static final Set<String> AFTER_WORK = Set.of("COMPLETE", "EXECUTOR_ERROR");

    @Override
    public List<Finding> look(Evidence evidence) throws IOException {
        if (evidence.plan().has(Fault.FILL_DISK) || evidence.plan().has(Fault.CUT_POWER)) {
            // That it was done cannot be written down, or is lost: then it is done again, or cannot be.
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (StoredRun run : evidence.runs()) {
            Path hooks = evidence.world().engine().hooks(run.id());
            List<String> ends = Files.exists(hooks) ? Files.readAllLines(hooks) : List.of();
            if (Set.copyOf(ends).size() < ends.size()) {
                findings.add(new Finding(PROMISE, run.id() + " is " + run.state() + ", and it was done for " + ends));
            }
            if (AFTER_WORK.contains(run.state()) && !ends.contains(run.state())) {
                findings.add(new Finding(PROMISE, run.id() + " is " + run.state() + ", and it was not done for that"));
            }
        }
        return findings;
    }
}
