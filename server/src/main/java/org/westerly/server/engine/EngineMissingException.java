package org.westerly.server.engine;

/** The program of an engine is not where it was found at start. The message is for the run's user. */
public final class EngineMissingException extends Exception {

    public EngineMissingException(String message) {
        super(message);
    }
}
