package org.westerly.server.run;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's history, stored in the same transaction as the move it tells of.
 *
 * @param from null for the birth of a run
 * @param event the simple name of the event, for instance {@code Started}
 * @param detail the reason, where there is one
 */
public record JournalEntry(
        RunId run, long version, @Nullable RunState from, RunState to, String event, String detail, Instant at) {

    /** The events of lines that keep their detail when the run is purged: who took it away. */
    public static final Set<String> OF_REMOVALS =
            RunRemoval.table().stream().map(row -> row.on().getSimpleName()).collect(Collectors.toUnmodifiableSet());

    /** The event of the first line. */
    static final String BIRTH = "Submitted";

    /** The same line, of which only what happened and when is left. */
    public JournalEntry withoutDetail() {
        return new JournalEntry(run, version, from, to, event, "", at);
    }

    /** The first line: the run was accepted. */
    public static JournalEntry birth(Run run) {
        return new JournalEntry(run.id(), run.version(), null, run.state(), BIRTH, "", run.submittedAt());
    }
}
