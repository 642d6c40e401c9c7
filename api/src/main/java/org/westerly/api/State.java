package org.westerly.api;

/** The states of WES 1.1.0. PAUSED and UNKNOWN are never sent by Westerly, but understood. */
public enum State {
    UNKNOWN,
    QUEUED,
    INITIALIZING,
    RUNNING,
    PAUSED,
    COMPLETE,
    EXECUTOR_ERROR,
    SYSTEM_ERROR,
    CANCELED,
    CANCELING,
    PREEMPTED
}
