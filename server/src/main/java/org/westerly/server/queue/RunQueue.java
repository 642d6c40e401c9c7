package org.westerly.server.queue;

/** The queue for those who empty it: who is taken next, and who has waited too long. */
public record RunQueue(ChooseRuns next, FindOverdue overdue) {}
