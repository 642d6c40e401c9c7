package org.westerly.server.store;

import org.jspecify.annotations.Nullable;

/**
 * The database could not be asked: it is down, unreachable or does not answer. Nothing was changed. Whoever keeps the store
 * tells the operator once when it is lost and once when it is back, so that nobody else need log this.
 */
public final class StoreLostException extends StoreException {

    public StoreLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Is this, or what caused it, a loss that has been told? */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreLostException) {
                return true;
            }
        }
        return false;
    }
}
