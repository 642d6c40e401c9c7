package org.westerly.server.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.run.Origin;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunSelection.Period;
import org.westerly.server.store.RunSelection.TagFilter;
import org.westerly.server.store.RunSelection.WorkflowFilter;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.Trait;

/** Says why a run waits, and how many go before it: by the rules that it will be chosen by. */
public final class TellWait {

    private static final long ANY = Long.MAX_VALUE;

    private final RunStore store;
    private final QueueRules rules;
    private final Gate gate;
    private final InstantSource clock;

    public TellWait(RunStore store, QueueRules rules, Gate gate, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.gate = gate;
        this.clock = clock;
    }

    /** Empty when the run does not wait. */
    public Optional<Waiting> of(RunId id) {
        return store.get(id)
                .filter(run -> run.state() == RunState.QUEUED)
                .flatMap(run -> store.sequence(id).stream()
                        .mapToObj(sequence -> of(run, sequence))
                        .findFirst());
    }

    private Waiting of(Run run, long sequence) {
        // Counted one after the other, while runs come and go.
        long ahead = Math.max(0, ahead(run, sequence));
        return new Waiting(
                ahead,
                gate.shut().or(() -> capped(run.origin())).or(this::crowded).orElseGet(() -> turn(ahead)));
    }

    private Optional<String> capped(Origin origin) {
        if (!rules.caps().any()) {
            return Optional.empty();
        }
        AtWork atWork = new AtWork(rules.caps(), store.atWork());
        return atWork.full(origin)
                .map(cap -> "no more runs " + cap.told() + " may start: " + atWork.count(cap.trait()) + " of "
                        + cap.most() + " are at work (" + cap.setting() + ")");
    }

    private Optional<String> crowded() {
        int active = store.activeCount();
        // Each server has as many: the same settings are for all of them.
        int places = rules.places() * Math.max(1, store.working().size());
        return active < places
                ? Optional.empty()
                : Optional.of("all places are taken: " + active + " of " + places
                        + " runs are at work (runs.max-concurrent)");
    }

    private static String turn(long ahead) {
        return ahead == 0 ? "it is next" : ahead + (ahead == 1 ? " run is" : " runs are") + " ahead of it";
    }

    private long ahead(Run run, long sequence) {
        Priorities priorities = rules.priorities();
        Instant overdue = priorities.overdue(clock.instant());
        if (priorities.tag().isEmpty() || !run.submittedAt().isAfter(overdue)) {
            return store.waiting(Optional.empty(), sequence - 1);
        }
        Priority own = priorities.of(run.origin());
        long ahead = 0;
        for (Priority priority : Priority.values()) {
            ahead += switch (Integer.signum(priority.compareTo(own))) {
                case -1 -> waiting(priority, ANY);
                case 0 -> waiting(priority, sequence - 1);
                default -> overdue(priority, overdue);
            };
        }
        return ahead;
    }

    private long waiting(Priority priority, long newest) {
        return rules.priorities()
                .having(priority)
                .map(trait -> store.waiting(Optional.of(trait), newest))
                .orElseGet(() -> store.waiting(Optional.empty(), newest)
                        - waiting(Priority.HIGH, newest)
                        - waiting(Priority.LOW, newest));
    }

    /** Those of a lower priority that go first all the same. */
    private long overdue(Priority priority, Instant overdue) {
        return rules.priorities()
                .having(priority)
                .map(trait -> overdue(Optional.of(trait), overdue))
                .orElseGet(() -> overdue(Optional.empty(), overdue)
                        - overdue(Priority.HIGH, overdue)
                        - overdue(Priority.LOW, overdue));
    }

    private long overdue(Optional<Trait> having, Instant overdue) {
        // Times are stored in whole milliseconds, and the end of a period is not in it.
        Period period = new Period(null, overdue.truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
        List<TagFilter> tags = having.stream()
                .map(trait -> (Trait.OfTag) trait)
                .map(tag -> new TagFilter(tag.key(), tag.value()))
                .toList();
        return store.count(
                new RunSelection(null, Set.of(RunState.QUEUED), false, tags, WorkflowFilter.ANY, period, List.of()),
                ANY);
    }
}
