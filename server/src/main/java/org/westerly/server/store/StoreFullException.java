package org.westerly.server.store;

import org.jspecify.annotations.Nullable;

/** There is no space left to store anything. Writes succeed again, without a restart, once there is. */
public final class StoreFullException extends StoreException {

    public StoreFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
