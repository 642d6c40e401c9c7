package org.westerly.server.store.jdbc;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunState;

/**
 * Where the tags of a run stand in the tag indexes: unfinished runs together, ended ones by their state, deleted ones
 * apart. A list by tag walks only the shelves that can hold what it looks for.
 */
record Shelf(String name) {

    private static final Shelf UNFINISHED = new Shelf("unfinished");

    static Shelf of(Run run) {
        return of(run.state(), run.deletedAt() != null);
    }

    /** Only ended runs are ever deleted. */
    static Shelf of(RunState state, boolean deleted) {
        return state.terminal() ? new Shelf(deleted ? "deleted " + state : state.name()) : UNFINISHED;
    }

    /** Each once. */
    static List<Shelf> of(Set<RunState> states, boolean deletedToo) {
        return Stream.of(false, true)
                .filter(deleted -> deletedToo || !deleted)
                .flatMap(deleted -> states.stream().map(state -> of(state, deleted)))
                .distinct()
                .toList();
    }
}
