package org.westerly.chaos.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The journal has no gaps, tells of allowed moves only, and ends where the runs are; each run has come to an end. */
final class JournalWhole implements Check {

    private static final String PROMISE = "the journal is whole, and the runs are where it says";

    @Override
    public List<Finding> look(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        List<Long> positions = evidence.runs().stream()
                .flatMap(run -> run.moves().stream())
                .map(StoredRun.Move::position)
                .sorted(Comparator.naturalOrder())
                .toList();
        for (int at = 0; at < positions.size(); at++) {
            if (positions.get(at) != at + 1) {
                findings.add(new Finding(PROMISE, "line " + (at + 1) + " has the position " + positions.get(at)));
                break;
            }
        }
        evidence.runs().forEach(run -> findings.addAll(look(run)));
        return findings;
    }

    private static List<Finding> look(StoredRun run) {
        List<Finding> findings = new ArrayList<>();
        @Nullable String state = null;
        for (int at = 0; at < run.moves().size(); at++) {
            StoredRun.Move move = run.moves().get(at);
            if (move.version() != at
                    || !Objects.equals(move.from(), state)
                    || !Moves.isAllowed(move.from(), move.to())) {
                findings.add(
                        new Finding(PROMISE, run.id() + ": " + move + " as line " + (at + 1) + ", after " + state));
            }
            state = move.to();
        }
        if (!run.state().equals(state)) {
            findings.add(
                    new Finding(PROMISE, run.id() + " is " + run.state() + ", and its journal ends with " + state));
        }
        if (!Moves.isEnd(run.state())) {
            findings.add(new Finding(
                    "every run comes to an end", run.id() + " is " + run.state() + " after " + run.states()));
        }
        return findings;
    }
}
