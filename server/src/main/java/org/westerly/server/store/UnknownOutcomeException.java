package org.westerly.server.store;

import org.jspecify.annotations.Nullable;

/**
 * A write was handed over and its answer was lost: it was made, or was not, or may still be. To make the same write again
 * is the way to find out, as the store takes one at a time: a move that finds its run moved, and an insertion with an
 * idempotency key that was used, were made before.
 */
public final class UnknownOutcomeException extends StoreException {

    public UnknownOutcomeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
