package org.westerly.chaos.check;

import java.util.ArrayList;
import java.util.List;

/** Every failure has a reason that a user can read. */
final class ReasonsGiven implements Check {

    private static final String PROMISE = "failures have a reason that a user can read";

    @Override
    public List<Finding> look(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (StoredRun run : evidence.runs()) {
            boolean failed = run.state().endsWith("_ERROR");
            if (failed && !run.purged() && run.systemLogs().stream().allMatch(String::isBlank)) {
                findings.add(new Finding(PROMISE, run.id() + " is " + run.state() + " and says nothing"));
            }
            for (String line : run.systemLogs()) {
                boolean forProgrammers = line.contains("Exception") || line.contains("\tat ") || line.contains("null");
                if (forProgrammers || line.contains(evidence.world().folder().toString())) {
                    findings.add(new Finding(PROMISE, run.id() + " says: " + line));
                }
            }
            if (run.state().equals("EXECUTOR_ERROR") && !run.purged() && run.exitCode() == null) {
                findings.add(new Finding(PROMISE, run.id() + " is EXECUTOR_ERROR and has no exit code"));
            }
        }
        return findings;
    }
}
