package org.westerly.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.RunQuery.Place;

/**
 * In which order runs are listed. Runs without the time come last; ties, and those, in the order of their insertion.
 *
 * @param descending the latest first; ties too
 */
public record RunOrder(By by, boolean descending) {

    public static final RunOrder NEWEST_FIRST = new RunOrder(By.SUBMITTED_AT, true);

    /** What runs are put in order by. */
    public enum By {
        /** Runs are submitted in the order in which they are inserted, whatever the clock does meanwhile. */
        SUBMITTED_AT {
            @Override
            @Nullable
            Instant time(ListedRun run) {
                return null;
            }
        },
        START_TIME {
            @Override
            @Nullable
            Instant time(ListedRun run) {
                return run.startTime();
            }
        },
        END_TIME {
            @Override
            @Nullable
            Instant time(ListedRun run) {
                return run.endTime();
            }
        };

        abstract @Nullable Instant time(ListedRun run);
    }

    /**
     * The run's place in a list that began at {@code moment}: what happened later has not happened to it. Times count to the
     * millisecond.
     */
    public Place placeOf(ListedRun run, Instant moment) {
        Instant time = by.time(run);
        Instant counted = time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
        return new Place(run.sequence(), counted == null || counted.isAfter(moment) ? null : counted);
    }

    public Comparator<Place> comparator() {
        Comparator<Instant> times = Comparator.naturalOrder();
        Comparator<Long> sequences = Comparator.naturalOrder();
        return Comparator.comparing(Place::time, Comparator.nullsLast(descending ? times.reversed() : times))
                .thenComparing(Place::sequence, descending ? sequences.reversed() : sequences);
    }
}
