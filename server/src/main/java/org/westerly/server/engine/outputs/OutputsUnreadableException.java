package org.westerly.server.engine.outputs;

/** The engine says that it succeeded, and its outputs cannot be told. The message is for the run's user. */
public final class OutputsUnreadableException extends Exception {

    OutputsUnreadableException(String message) {
        super(message);
    }
}
