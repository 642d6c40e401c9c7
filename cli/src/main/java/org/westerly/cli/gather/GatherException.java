package org.westerly.cli.gather;

/** What was given cannot be submitted; the message says why in the user's own words and paths. */
public final class GatherException extends RuntimeException {

    GatherException(String message) {
        super(message);
    }

    GatherException(String message, Throwable cause) {
        super(message, cause);
    }
}
