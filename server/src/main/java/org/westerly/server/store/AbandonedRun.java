package org.westerly.server.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Run;

/**
 * A run that is at work, whose server is not.
 *
 * @param by where that server worked; null when nobody knows
 * @param since how long it has been gone, by the store's clock
 */
public record AbandonedRun(Run run, @Nullable Seat by, Duration since) {}
