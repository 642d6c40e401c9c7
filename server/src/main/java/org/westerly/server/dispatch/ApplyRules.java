package org.westerly.server.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.westerly.server.results.WorkingFiles;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreException;

/**
 * Does what the rules of retention say, by the moves that a client's requests are made of. Whatever was broken off is due
 * again at the next look.
 */
final class ApplyRules {

    /** Whose name stands in the journal and on tombstones. */
    static final String BY = "retention";

    /** For each rule at one look; then the others have theirs, and whoever waits for the store. */
    static final int AT_ONCE = 200;

    /** Before what failed is tried again. */
    static final Duration PAUSE = Duration.ofHours(6);

    private final RunStore store;
    private final RunMoves moves;
    private final WorkingFiles working;
    private final Retention retention;
    private final Wakes wakes;
    private final InstantSource clock;
    private final Mishaps mishaps;

    /** By the loop's own thread only. After a restart all are tried at once. */
    private final Map<RunId, Instant> pauses = new HashMap<>();

    ApplyRules(
            RunStore store,
            RunMoves moves,
            WorkingFiles working,
            Retention retention,
            Wakes wakes,
            InstantSource clock,
            Mishaps mishaps) {
        this.store = store;
        this.moves = moves;
        this.working = working;
        this.retention = retention;
        this.wakes = wakes;
        this.clock = clock;
        this.mishaps = mishaps;
    }

    void step() {
        Instant now = clock.instant();
        pauses.values().removeIf(end -> !now.isBefore(end));
        for (RetentionRule rule : retention.rules()) {
            apply(rule, now);
        }
    }

    private void apply(RetentionRule rule, Instant now) {
        int[] done = {0};
        new DueRuns(store).visit(rule, now, run -> {
            if (wakes.retention().stopping()) {
                return false;
            }
            if (pauses.containsKey(run.id())) {
                return true;
            }
            if (done[0] == AT_ONCE) {
                wakes.retention().wakeOrSkipNextWait();
                return false;
            }
            done[0]++;
            attempt(rule, run);
            return true;
        });
    }

    private void attempt(RetentionRule rule, Run run) {
        try {
            // Looked at again for each run: a round can take long, and a run can have begun meanwhile.
            if (rule.action() == RetentionRule.Action.DELETE
                    || !SharedCaches.inUse(store, retention.caches()).mayRead(run)) {
                act(rule, run);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (StoreException unwell) {
            throw unwell; // Not the run's fault: the next look finds it again.
        } catch (IOException | RuntimeException fault) {
            pauses.put(run.id(), clock.instant().plus(PAUSE));
            mishaps.survived(
                    "applying rule " + rule.number() + " of retention ("
                            + rule.action().word() + ") to run " + run.id() + ", which is tried again in "
                            + PAUSE.toHours() + " h",
                    fault);
        }
    }

    /** Where somebody else was faster, the move is not made, and there is nothing left to do. */
    private void act(RetentionRule rule, Run run) throws IOException, InterruptedException {
        switch (rule.action()) {
            case PURGE -> {
                if (moves.apply(run.id(), new RunEvent.PurgeRequested(BY)) instanceof RunMoves.Result.Moved) {
                    wakes.purges().wakeOrSkipNextWait();
                }
            }
            case DELETE -> {
                var _ = moves.apply(run.id(), new RunEvent.Deleted(BY));
            }
            case DROP_INTERMEDIATES -> {
                working.clear(run, wakes.retention()::stopping);
                var _ = moves.apply(run.id(), new RunEvent.Cleared(BY));
            }
        }
    }
}
