package org.westerly.server.executor;

/** A job was not started, and never will be from that slot. The message is for the run's user. */
public final class JobNotStartedException extends Exception {

    public JobNotStartedException(String message) {
        super(message);
    }

    public JobNotStartedException(String message, Throwable cause) {
        super(message, cause);
    }
}
