package org.westerly.server.store;

import org.jspecify.annotations.Nullable;

/**
 * The store could not do what it was asked: database gone, file damaged, store closed. A write that failed with this
 * was not stored, unless it is an {@link UnknownOutcomeException}. The message is for the operator.
 */
public class StoreException extends RuntimeException {

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
