package org.westerly.cli;

/** What the user asked for makes no sense; the message says why. */
final class InvalidUseException extends RuntimeException {

    InvalidUseException(String message) {
        super(message);
    }
}
