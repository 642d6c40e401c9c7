package org.westerly.server.files.fetch;

import java.io.IOException;

/** What went wrong on the way to the other side: told apart from what went wrong on our disk. */
final class NetworkException extends Exception {

    private final IOException cause;
    private final boolean begun;

    /** @param begun whether the answer's body had begun */
    NetworkException(IOException cause, boolean begun) {
        super(cause);
        this.cause = cause;
        this.begun = begun;
    }

    IOException fault() {
        return cause;
    }

    boolean begun() {
        return begun;
    }
}
