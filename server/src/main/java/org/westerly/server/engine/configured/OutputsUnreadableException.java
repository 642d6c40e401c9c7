package org.westerly.server.engine.configured;

/** The engine says that it succeeded, and its outputs cannot be told. The message is for the run's user. */
final class OutputsUnreadableException extends Exception {

    OutputsUnreadableException(String message) {
        super(message);
    }
}
