package org.westerly.server.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;

/**
 * Sees to it that purges come to their end, also those that an earlier server began. One that cannot (files of somebody
 * else's, a disk that is not there) stays under way, is told to the operator and tried again.
 */
final class PurgeRuns {

    /** Removing files is work for the disk, and is to leave some of it to the runs. */
    private static final int AT_ONCE = 2;

    /** Somebody who still wrote into the folder, such as its list of files, has ended by then. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final int LONGER = 4;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private record Pause(Duration length, Instant end) {}

    private final RunStore store;
    private final RemoveRun remove;
    private final UnderWay purges;
    private final Wakes wakes;
    private final InstantSource clock;
    private final Mishaps mishaps;

    private final Set<RunId> atWork = ConcurrentHashMap.newKeySet();

    /** After a restart all are tried at once. */
    private final Map<RunId, Pause> pauses = new ConcurrentHashMap<>();

    PurgeRuns(RunStore store, RemoveRun remove, UnderWay purges, Wakes wakes, InstantSource clock, Mishaps mishaps) {
        this.store = store;
        this.remove = remove;
        this.purges = purges;
        this.wakes = wakes;
        this.clock = clock;
        this.mishaps = mishaps;
    }

    void step() {
        int free = AT_ONCE - atWork.size();
        if (free <= 0) {
            return;
        }
        // Enough to find others behind those that have to wait.
        store.purging(AT_ONCE + atWork.size() + pauses.size()).stream()
                .filter(run -> due(run.id()))
                .limit(free)
                .forEach(this::begin);
    }

    private boolean due(RunId run) {
        Pause pause = pauses.get(run);
        return !atWork.contains(run) && (pause == null || !clock.instant().isBefore(pause.end()));
    }

    private void begin(Run run) {
        atWork.add(run.id());
        purges.begin(run.id(), () -> {
            try {
                purge(run);
            } finally {
                atWork.remove(run.id());
                // For the next one.
                wakes.purges().wakeOrSkipNextWait();
            }
        });
    }

    private void purge(Run run) throws InterruptedException {
        try {
            remove.remove(run);
            pauses.remove(run.id());
        } catch (IOException | RuntimeException fault) {
            Pause pause = pauseAfter(pauses.get(run.id()));
            pauses.put(run.id(), pause);
            mishaps.survived(
                    "purging run " + run.id() + ", which stays under way and is tried again in "
                            + pause.length().toSeconds() + " s",
                    fault);
        }
    }

    private Pause pauseAfter(@Nullable Pause earlier) {
        Duration length = earlier == null ? FIRST_PAUSE : earlier.length().multipliedBy(LONGER);
        Duration capped = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
        return new Pause(capped, clock.instant().plus(capped));
    }
}
