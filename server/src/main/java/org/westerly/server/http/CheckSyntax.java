package org.westerly.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.regex.Pattern;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;

/** Refuses what cannot be read or is too large by what it says itself, while an answer in JSON is still possible. */
final class CheckSyntax implements Handler<RoutingContext> {

    // The codec below us takes more, and answers with an empty body past its own limits.
    private static final int MOST_URI_BYTES = 8_000;

    /** The name of a file is of bytes, and need not be UTF-8. */
    private static final String OUTPUTS = "/outputs/";

    private static final Pattern FILE_NAME = Pattern.compile("([^%]|%(?!00)[0-9A-Fa-f]{2})*+", Pattern.DOTALL);

    private final BodyLimits limits;
    private final long headerBytes;

    CheckSyntax(BodyLimits limits, long headerBytes) {
        this.limits = limits;
        this.headerBytes = headerBytes;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        try {
            checkUri(request);
            checkHeaders(request);
            checkLength(request);
        } catch (WesException refusal) {
            Answers.refuse(context, Problems.body(refusal));
            return;
        }
        context.next();
    }

    private static void checkUri(HttpServerRequest request) {
        if (request.uri().length() > MOST_URI_BYTES) {
            throw new WesException(
                    ErrorCode.URI_TOO_LONG, "the request's URI is longer than " + MOST_URI_BYTES + " bytes");
        }
        String path = Objects.requireNonNullElse(request.path(), "");
        int outputs = path.indexOf(OUTPUTS);
        checkEscapes("path", outputs < 0 ? path : path.substring(0, outputs));
        if (outputs >= 0 && !FILE_NAME.matcher(path.substring(outputs)).matches()) {
            throw broken("path");
        }
        if (request.query() != null) {
            for (String pair : request.query().split("&", -1)) {
                int equals = pair.indexOf('=');
                checkEscapes(equals < 0 ? "query" : pair.substring(0, equals), pair);
            }
        }
    }

    private static void checkEscapes(String where, String text) {
        boolean clean = Percent.decode(text)
                .filter(decoded -> decoded.indexOf('\0') < 0)
                .isPresent();
        if (!clean) {
            throw broken(where);
        }
    }

    private static WesException broken(String where) {
        return new WesException(
                ErrorCode.INVALID_REQUEST,
                java.util.List.of(new FieldFault(where, "has a broken percent-escape, or one that is not UTF-8")));
    }

    private void checkHeaders(HttpServerRequest request) {
        long bytes = request.headers().entries().stream()
                .mapToLong(
                        header -> header.getKey().length() + header.getValue().length() + 4L)
                .sum();
        if (bytes > headerBytes) {
            throw new WesException(
                    ErrorCode.HEADERS_TOO_LARGE, "the request's headers are larger than " + headerBytes + " bytes");
        }
    }

    private void checkLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        // Digits only, or the codec would not have let it pass; more of them than a long has are too many anyway.
        if (length != null && (length.length() > 18 || Long.parseLong(length) > limits.totalBytes())) {
            throw Problems.tooLarge("body", "is larger than " + limits.totalBytes() + " bytes");
        }
    }
}
