package org.westerly.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;

/** Query parameters, read by hand: the framework answers 404 to a number that is none. */
final class Query {

    private Query() {}

    /** @throws WesException INVALID_REQUEST naming the parameter */
    static boolean flag(String name, @Nullable String sent) {
        return switch (sent) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new WesException(
                        ErrorCode.INVALID_REQUEST, List.of(new FieldFault(name, "must be true or false")));
        };
    }
}
