package org.westerly.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.westerly.server.run.Run;
import org.westerly.server.store.QueueQuery;
import org.westerly.server.store.RunStore;

/** Finds the runs that have waited longer than they may. Nobody is while nothing can start. */
public final class FindOverdue {

    private static final int AT_ONCE = 200;

    private final RunStore store;
    private final WaitLimits limits;
    private final KeepOpenTimes times;

    public FindOverdue(RunStore store, WaitLimits limits, KeepOpenTimes times) {
        this.store = store;
        this.limits = limits;
        this.times = times;
    }

    /**
     * Shows each, the oldest of each limit first.
     *
     * @param end is told the run and the reason, and takes it out of the queue or leaves that to somebody who was faster;
     *     false when that is enough for now
     */
    public void offer(BiPredicate<Run, String> end) {
        Optional<Duration> longest = limits.longest();
        if (longest.isEmpty()) {
            return;
        }
        Optional<OpenTimes> open = times.look(longest.get());
        if (open.isEmpty()) {
            return;
        }
        for (WaitLimit limit : limits.all()) {
            Optional<Instant> cameBy = open.get().waited(limit.time());
            if (cameBy.isPresent() && !offer(limit, cameBy.get(), end)) {
                return;
            }
        }
    }

    private boolean offer(WaitLimit limit, Instant cameBy, BiPredicate<Run, String> end) {
        List<Run> page;
        do {
            page = store.queued(new QueueQuery(limit.having(), limit.without(), Optional.of(cameBy), AT_ONCE));
            for (Run run : page) {
                if (!end.test(run, limit.told())) {
                    return false;
                }
            }
        } while (page.size() == AT_ONCE);
        return true;
    }
}
