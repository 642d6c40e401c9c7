package org.westerly.server.service;

import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;
import org.westerly.server.store.StoreLostException;
import org.westerly.server.store.UnknownOutcomeException;

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

    /** Of a write whose answer was lost, nobody knows. */
    public static boolean mayHaveBeenDone(Throwable failure) {
        return failure instanceof UnknownOutcomeException;
    }

    /** That the store is lost, it says itself, once; not every request again. */
    public static boolean isToldAlready(Throwable failure) {
        return StoreLostException.isBehind(failure);
    }
}
