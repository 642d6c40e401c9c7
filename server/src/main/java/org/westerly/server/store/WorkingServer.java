package org.westerly.server.store;

import java.time.Instant;

/**
 * A server that works on runs.
 *
 * @param epoch in the runs that it works on
 * @param began by the store's clock
 */
public record WorkingServer(long epoch, Seat seat, Instant began) {}
