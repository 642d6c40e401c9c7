package org.westerly.chaos.plan;

import java.time.Duration;

/**
 * A fault at a point of the round.
 *
 * @param afterActs struck when the clients together have begun this many acts
 * @param server which one, for faults of a single server
 * @param hold how long it lasts
 */
public record Blow(int afterActs, Fault fault, int server, Duration hold) {}
