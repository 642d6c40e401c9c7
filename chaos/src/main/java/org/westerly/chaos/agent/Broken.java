package org.westerly.chaos.agent;

/** Promises that can be broken. */
public enum Broken {
    /** Nothing is forced to the disk: neither files nor what the store commits. */
    SKIP_FSYNC,
    /** What a server tells of a run that another one works on by now is applied. */
    DROP_FENCE,
    /** Of a job, only the process that was started is ended. */
    KILL_LEADER
}
