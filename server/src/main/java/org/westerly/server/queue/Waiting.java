package org.westerly.server.queue;

/**
 * How a run waits.
 *
 * @param ahead how many go before it as things are; some of them may be passed over
 * @param reason for people to read
 */
public record Waiting(long ahead, String reason) {}
