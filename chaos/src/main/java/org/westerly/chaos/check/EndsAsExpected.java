package org.westerly.chaos.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.westerly.chaos.client.Testimony.Deed;
import org.westerly.chaos.client.Testimony.Done;
import org.westerly.chaos.client.Testimony.Wanted;
import org.westerly.chaos.plan.Fault;
import org.westerly.chaos.plan.Work;

/** A run ends as its workflow does, or as a client wanted; otherwise only when its engine, its disk or its machine was taken away. */
final class EndsAsExpected implements Check {

    private static final String PROMISE = "a run ends as its workflow does, or as it is told to";

    @Override
    public List<Finding> look(Evidence evidence) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, StoredRun> stored = evidence.byId();
        // A delete of a run that has not ended cancels it.
        Set<String> canceled = evidence.testimony().done().stream()
                .filter(done -> done.deed() == Deed.CANCEL || done.deed() == Deed.DELETE)
                .map(Done::run)
                .collect(Collectors.toSet());
        for (Map.Entry<String, Wanted> one : evidence.wantedById().entrySet()) {
            StoredRun run = stored.get(one.getKey());
            if (run == null || !Moves.isEnd(run.state())) {
                continue; // told by others
            }
            Work work = one.getValue().work();
            boolean expected = run.state().equals(work.end().name())
                    || (run.state().equals("CANCELED") && canceled.contains(run.id()))
                    || (run.state().equals("SYSTEM_ERROR") && evidence.failureIsExcused())
                    // A program that cannot write ends by itself, and on a full disk nobody can write down why.
                    || (run.state().equals("EXECUTOR_ERROR") && evidence.plan().has(Fault.FILL_DISK));
            if (!expected) {
                findings.add(new Finding(
                        PROMISE, run.id() + " (" + work + ") went " + run.states() + ": " + run.systemLogs()));
            }
        }
        for (Done done : evidence.testimony().done()) {
            StoredRun run = stored.get(done.run());
            if (run != null && done.deed() == Deed.CANCEL && done.sure() && ranToItsEndAfter(done, run, evidence)) {
                findings.add(new Finding(
                        PROMISE,
                        run.id() + " was canceled with success, went on to its own end, and is " + run.state()));
            }
        }
        return findings;
    }

    private static boolean ranToItsEndAfter(Done cancel, StoredRun run, Evidence evidence) throws IOException {
        if (run.token() == null || run.state().equals("CANCELED")) {
            return false;
        }
        Path end = evidence.world().engine().end(run.token());
        return Files.exists(end) && Files.getLastModifiedTime(end).toMillis() > cancel.at();
    }
}
