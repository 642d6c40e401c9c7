package org.westerly.server.files.fetch;

import java.time.Duration;
import java.util.Set;

/**
 * What may be fetched, and for how long.
 *
 * @param schemes {@code http}, {@code https} or both: what URLs from clients and other servers may have
 * @param privateTargets whether addresses of this machine and of private networks may be asked
 * @param timeout for a connection, and for a silence of the other side
 * @param deadline for one fetch in all, redirects and repeated tries included
 */
public record FetchLimits(Set<String> schemes, boolean privateTargets, Duration timeout, Duration deadline) {

    /** Longer than any server runs, and short enough to be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    public FetchLimits {
        deadline = deadline.compareTo(LONGEST) > 0 ? LONGEST : deadline;
        schemes = Set.copyOf(schemes);
    }
}
