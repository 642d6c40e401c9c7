package org.westerly.server.dispatch;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.EndedQuery;
import org.westerly.server.store.EndedRun;
import org.westerly.server.store.EndedRuns;

/**
 * The runs that a rule applies to now. Nothing is remembered from one look to the next: what a rule has done takes a run out
 * of what it finds.
 */
final class DueRuns {

    private static final int PAGE = 100;
    private static final String RESTORED = RunEvent.Restored.class.getSimpleName();

    private final EndedRuns store;

    DueRuns(EndedRuns store) {
        this.store = store;
    }

    /** Is shown each run. */
    @FunctionalInterface
    interface Visitor<X extends Exception> {

        /** One of them; false when that is enough. */
        boolean run(Run run) throws X;
    }

    /** Those that ended first come first. */
    <X extends Exception> void visit(RetentionRule rule, Instant now, Visitor<X> visitor) throws X {
        EndedQuery query = rule.due(now, PAGE);
        List<EndedRun> page;
        do {
            page = store.ended(query);
            for (EndedRun found : page) {
                if (isDue(found.run(), rule, now) && !visitor.run(found.run())) {
                    return;
                }
                query = query.from(found);
            }
        } while (page.size() == PAGE);
    }

    /** A run that was brought back counts its age from then on: else it would be gone again within the hour. */
    private boolean isDue(Run run, RetentionRule rule, Instant now) {
        if (!rule.action().heedsRestoring()) {
            return true;
        }
        Optional<Instant> restored = store.history(run.id()).stream()
                .map(line -> line.entry())
                .filter(entry -> entry.event().equals(RESTORED))
                .map(JournalEntry::at)
                .max(Comparator.naturalOrder());
        return restored.isEmpty() || !restored.get().isAfter(now.minus(rule.after()));
    }
}
