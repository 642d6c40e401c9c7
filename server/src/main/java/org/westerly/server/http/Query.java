package org.westerly.server.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;

/** Query parameters, read by hand: the framework answers 404 to a number that is none. */
final class Query {

    private Query() {}

    /** Every value of a parameter. The framework leaves out empty ones, which mean something where they are paired. */
    static List<String> all(RoutingContext request, String name) {
        String query = Objects.requireNonNullElse(request.request().query(), "");
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.replace('+', ' ').split("=", 2))
                .filter(pair -> Percent.decode(pair[0]).filter(name::equals).isPresent())
                .map(pair -> Percent.decode(pair.length < 2 ? "" : pair[1]).orElse(""))
                .toList();
    }

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
