package org.westerly.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.run.Origin;
import org.westerly.server.store.Trait;

/**
 * In which order those that wait are taken: by the value {@code high} or {@code low} of a tag where the site says which,
 * then as they came. Whoever has waited longer than {@code patience} goes before all others, lest it wait for ever.
 */
public record Priorities(Optional<String> tag, Duration patience) {

    public static final Priorities NONE = new Priorities(Optional.empty(), Duration.ZERO);

    /**
     * Some of those that wait, in the order they came; all of one turn go before any of the next.
     *
     * @param having only those with it
     * @param besides none of those with one of these
     * @param cameBy only those that were submitted until then
     */
    record Turn(Optional<Trait> having, Set<Trait> besides, Instant cameBy) {}

    /** First those whose patience has an end, then by priority. */
    List<Turn> turns(Instant now) {
        if (tag.isEmpty()) {
            return List.of(new Turn(Optional.empty(), Set.of(), Instant.MAX));
        }
        List<Turn> turns = new ArrayList<>(List.of(new Turn(Optional.empty(), Set.of(), overdue(now))));
        for (Priority priority : Priority.values()) {
            turns.add(new Turn(
                    having(priority), priority == Priority.NORMAL ? Set.of(high(), low()) : Set.of(), Instant.MAX));
        }
        return turns;
    }

    Instant overdue(Instant now) {
        return now.minus(patience);
    }

    Priority of(Origin origin) {
        if (tag.isPresent() && high().isOf(origin)) {
            return Priority.HIGH;
        }
        return tag.isPresent() && low().isOf(origin) ? Priority.LOW : Priority.NORMAL;
    }

    /** What all runs of this priority have; those of the middle one only have nothing of the others. */
    Optional<Trait> having(Priority priority) {
        return switch (priority) {
            case HIGH -> Optional.of(high());
            case NORMAL -> Optional.empty();
            case LOW -> Optional.of(low());
        };
    }

    private Trait high() {
        return value(Priority.HIGH);
    }

    private Trait low() {
        return value(Priority.LOW);
    }

    private Trait value(Priority priority) {
        return new Trait.OfTag(tag.orElseThrow(), priority.name().toLowerCase(Locale.ROOT));
    }
}
