package org.westerly.server.engine;

/**
 * A run cannot be planned any more: its engine is not where it was found at start, or takes other parameters than when the
 * run was accepted. The message is for the run's user.
 */
public final class EngineMissingException extends Exception {

    public EngineMissingException(String message) {
        super(message);
    }
}
