package org.westerly.server.files;

/** What a run needs cannot be had. The message is for the run's user, and holds neither credentials nor paths. */
public final class StagingException extends Exception {

    public StagingException(String message) {
        super(message);
    }

    public StagingException(String message, Throwable cause) {
        super(message, cause);
    }
}
