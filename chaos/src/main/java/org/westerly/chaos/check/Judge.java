package org.westerly.chaos.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything that is promised. */
public final class Judge {

    /** Those that need nothing but the evidence. */
    static final List<Check> CHECKS = List.of(
            new EveryRunOnce(),
            new StartedOnce(),
            new HooksOnce(),
            new EndsStay(),
            new EndsAsExpected(),
            new JournalWhole(),
            new HolderTells(),
            new EventsWhole(),
            new ResultsWhole(),
            new ReasonsGiven(),
            new NothingLeft());

    private Judge() {}

    /** What must not be, of all promises. */
    public static List<Finding> judge(Evidence evidence) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (String wrong : evidence.testimony().wrongs()) {
            findings.add(new Finding("answers are true", wrong));
        }
        for (Check check : CHECKS) {
            findings.addAll(check.look(evidence));
        }
        String said = evidence.world().verify();
        if (!said.isEmpty()) {
            findings.add(new Finding("verify finds nothing", said));
        }
        return findings;
    }
}
