package org.westerly.server.service;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;

/** How many items a page has: 100 if nothing is said, 1,000 at most. */
final class PageSize {

    private static final int DEFAULT = 100;
    private static final int CAP = 1_000;
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]+)");

    private PageSize() {}

    /** @throws WesException INVALID_PAGE when it is not a number from 1 */
    static int of(@Nullable String sent) {
        if (sent == null) {
            return DEFAULT;
        }
        java.util.regex.Matcher number = NUMBER.matcher(sent);
        if (!number.matches() || number.group(1).equals("0")) {
            throw new WesException(
                    ErrorCode.INVALID_PAGE,
                    List.of(new FieldFault("page_size", Quoted.of(sent) + " is not a whole number from 1 to " + CAP)));
        }
        // Larger is capped, even where it is larger than any number of ours.
        String digits = number.group(1);
        return digits.length() > 4 ? CAP : Math.min(CAP, Integer.parseInt(digits));
    }
}
