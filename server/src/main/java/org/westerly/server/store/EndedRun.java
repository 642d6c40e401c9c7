package org.westerly.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.westerly.server.run.Run;
import org.westerly.server.store.RunQuery.Place;

/** A run that has ended, with its insertion sequence. */
public record EndedRun(long sequence, Run run) {

    public EndedRun {
        Objects.requireNonNull(run.endTime(), "it has ended");
    }

    public Instant endTime() {
        return Objects.requireNonNull(run.endTime());
    }

    /** Where it stands among all that have ended. */
    public Place place() {
        return new Place(sequence, endTime().truncatedTo(ChronoUnit.MILLIS));
    }
}
