package org.westerly.chaos.check;

import java.util.Comparator;
import java.util.List;
import org.westerly.api.StateChange;

/** The stream of all changes told each of them once, in the order of the journal. */
final class EventsWhole implements Check {

    private record Change(long position, String run, String to) {}

    @Override
    public List<Finding> look(Evidence evidence) {
        List<Change> stored = evidence.runs().stream()
                .flatMap(run -> run.moves().stream()
                        .filter(move -> !move.to().equals(move.from()))
                        .map(move -> new Change(move.position(), run.id(), move.to())))
                .sorted(Comparator.comparingLong(Change::position))
                .toList();
        List<Change> told =
                evidence.testimony().heard().stream().map(EventsWhole::change).toList();
        if (told.equals(stored)) {
            return List.of();
        }
        return List.of(new Finding(
                "streams miss nothing and tell nothing twice",
                "told " + told.size() + " changes of " + stored.size() + "; only told " + without(told, stored)
                        + ", never told " + without(stored, told)));
    }

    private static Change change(StateChange told) {
        return new Change(told.seq(), told.runId(), told.state().name());
    }

    private static List<Change> without(List<Change> these, List<Change> those) {
        return these.stream().filter(one -> !those.contains(one)).limit(10).toList();
    }
}
