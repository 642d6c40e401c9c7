package org.westerly.server.files.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Fetches with a patience that is noted instead of waited for. */
public final class Fetching {

    public static final FetchLimits OPEN =
            new FetchLimits(Set.of("http", "https"), true, Duration.ofSeconds(30), Duration.ofMinutes(5));
    public static final FetchLimits CLOSED =
            new FetchLimits(Set.of("http", "https"), false, Duration.ofSeconds(30), Duration.ofMinutes(5));

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    /** The pauses that were asked for. */
    public final List<Duration> pauses = new CopyOnWriteArrayList<>();

    /** Three further tries. */
    public Patience patience() {
        return new Patience(
                List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
                Duration.ofMinutes(1),
                pauses::add,
                InstantSource.fixed(NOW));
    }

    public FetchHttp http(FetchLimits limits) {
        return http(limits, Lookup.system());
    }

    FetchHttp http(FetchLimits limits, Lookup lookup) {
        return new FetchHttp(limits, lookup, patience());
    }
}
