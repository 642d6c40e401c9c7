package org.westerly.server.engine.install;

/** The message says what to do. */
final class InstallFailedException extends Exception {

    InstallFailedException(String message) {
        super(message);
    }
}
