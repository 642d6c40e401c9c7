package org.westerly.server.store.jdbc;

import java.time.Instant;

/** From one millisecond to another, both included. */
record TimeSpan(long from, long to) {

    static TimeSpan at(Instant time) {
        return new TimeSpan(time.toEpochMilli(), time.toEpochMilli());
    }

    TimeSpan with(TimeSpan other) {
        return new TimeSpan(Math.min(from, other.from), Math.max(to, other.to));
    }
}
