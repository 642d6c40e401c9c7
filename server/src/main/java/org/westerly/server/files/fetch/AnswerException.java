package org.westerly.server.files.fetch;

import org.westerly.server.files.StagingException;

/** The other side answered, and would not give it. */
public final class AnswerException extends StagingException {

    private final int status;

    AnswerException(String shown, int status) {
        super(shown + " answered with status " + status);
        this.status = status;
    }

    /** Is it not there for us? Otherwise nobody knows. */
    public boolean absent() {
        return status >= 400 && status < 500 && !Transient.status(status);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
