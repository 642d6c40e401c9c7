package org.westerly.server.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.api.Log;
import org.westerly.api.RunLog;
import org.westerly.server.run.Removal.Purge;
import org.westerly.server.run.Run;

/** Tells what is left of a purged run. While its purge is under way nothing else is told of it either. */
final class DescribeTombstone {

    private DescribeTombstone() {}

    private static @Nullable String doneAt(Purge purge) {
        return purge.doneAt() == null ? null : WireTime.precise(purge.doneAt());
    }

    static RunLog of(Run run, Purge purge, WesVersion version) {
        String note = "purge requested by " + purge.by() + "; request, logs and outputs "
                + (purge.doneAt() == null ? "are being removed" : "have been removed");
        return new RunLog(
                run.id().value(),
                null,
                version.state(run.state()),
                new Log(
                        run.engine().name(),
                        null,
                        WireTime.of(run.startTime()),
                        WireTime.of(run.endTime()),
                        null,
                        null,
                        null,
                        List.of(WireTime.of(purge.askedAt()) + " " + note)),
                null,
                null,
                "{}",
                new RunLog.EngineUsed(run.engine().name(), run.engine().version()),
                null,
                null,
                new RunLog.Purged(purge.by(), WireTime.precise(purge.askedAt()), doneAt(purge)));
    }
}
