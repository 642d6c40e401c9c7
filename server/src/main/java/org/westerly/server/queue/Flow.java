package org.westerly.server.queue;

/** What an operator lets a server do with new runs. */
public enum Flow {
    OPEN,
    /** Accepts, and starts nothing. */
    PAUSED,
    /** Neither accepts nor starts; what is at work goes on. Ends with the process. */
    DRAINING
}
