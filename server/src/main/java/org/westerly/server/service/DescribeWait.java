package org.westerly.server.service;

import org.jspecify.annotations.Nullable;
import org.westerly.api.QueuePlace;
import org.westerly.server.queue.TellWait;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;

/** How a run waits, as the wire shows it. */
final class DescribeWait {

    private final TellWait waits;

    DescribeWait(TellWait waits) {
        this.waits = waits;
    }

    /** Null for a run that is not queued, and where answers are as WES 1.0 has them. */
    @Nullable
    QueuePlace in(RunId run, RunState state, WesVersion version) {
        return state != RunState.QUEUED || version == WesVersion.V1_0
                ? null
                : waits.of(run)
                        .map(waiting -> new QueuePlace(waiting.ahead(), waiting.reason()))
                        .orElse(null);
    }
}
