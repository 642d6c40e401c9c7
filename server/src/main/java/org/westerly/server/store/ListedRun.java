package org.westerly.server.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;

/** A run as a list shows it. */
public record ListedRun(
        long sequence,
        RunId id,
        RunState state,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        Map<String, String> tags) {}
