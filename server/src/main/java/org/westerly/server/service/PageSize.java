package org.westerly.server.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;

/**
 * How many items a page has.
 *
 * @param usual if nothing is said
 * @param cap at most; a larger number is taken for it
 */
public record PageSize(int usual, int cap) {

    public static final PageSize DEFAULT = new PageSize(100, 1_000);

    /** Reads what was sent. A number past int64, which WES says it is, is none. */
    int of(@Nullable String sent) {
        if (sent == null) {
            return Math.min(usual, cap);
        }
        try {
            long size = Long.parseLong(sent);
            if (size >= 1) {
                return (int) Math.min(size, cap);
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like a number that is too small.
        }
        throw new WesException(
                ErrorCode.INVALID_PAGE,
                List.of(new FieldFault("page_size", Quoted.of(sent) + " is not a whole number from 1 to " + cap)));
    }
}
