package org.westerly.server.config;

import java.util.Optional;

/** How much {@code POST /runs} takes in before something of it is done. */
public record QueuedLimits(
        @Setting(
                doc = "Runs that may wait as `QUEUED`, of all owners. More are refused with 429 `QUEUE_FULL`.",
                min = 1)
        Optional<Integer> runs,

        @Setting(doc = "The same for each owner.", min = 1) Optional<Integer> perOwner,

        @Setting(
                doc = "New runs that one owner may submit in a minute, to one server. More are refused with 429"
                        + " `RATE_LIMITED`. Whoever was quiet may send a minute's worth at once.",
                min = 1)
        Optional<Integer> perMinute) {}
