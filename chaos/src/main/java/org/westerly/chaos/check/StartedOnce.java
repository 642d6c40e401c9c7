package org.westerly.chaos.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.westerly.chaos.client.Testimony.Wanted;

/** No engine ran twice for one run; for a run that is COMPLETE it did, and for one that never came to a start it did not. */
final class StartedOnce implements Check {

    private static final String PROMISE = "an engine runs once";

    @Override
    public List<Finding> look(Evidence evidence) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Wanted wanted : evidence.testimony().wanted()) {
            Path starts = evidence.world().engine().starts(wanted.token());
            int times = Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
            if (times > 1) {
                findings.add(new Finding(PROMISE, wanted + " was started " + times + " times"));
            }
            for (StoredRun run : evidence.runs()) {
                if (wanted.token().equals(run.token())) {
                    if (times == 0 && run.state().equals("COMPLETE")) {
                        findings.add(new Finding(PROMISE, run.id() + " is COMPLETE and was never started"));
                    }
                    if (times > 0 && !run.states().contains("INITIALIZING")) {
                        findings.add(new Finding(PROMISE, run.id() + " was started and went " + run.states()));
                    }
                }
            }
        }
        return findings;
    }
}
