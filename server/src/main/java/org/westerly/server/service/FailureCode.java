package org.westerly.server.service;

import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;

/** What an exception that came out of an act means to the caller. */
public final class FailureCode {

    private FailureCode() {}

    public static ErrorCode of(Throwable failure) {
        return switch (failure) {
            case WesException refusal -> refusal.code();
            case StoreFullException _ -> ErrorCode.NO_SPACE;
            case StoreException _ -> ErrorCode.STORE_UNAVAILABLE;
            default -> ErrorCode.INTERNAL;
        };
    }
}
