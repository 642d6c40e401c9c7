package org.westerly.server.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.westerly.api.ErrorResponse;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.Kind;
import org.westerly.server.error.WesException;
import org.westerly.server.service.FailureCode;

/** Makes an {@code ErrorResponse} of whatever a resource, or the way to it, throws. */
@Provider
public final class MapFailures implements ExceptionMapper<Throwable> {

    static final String RETRY_AFTER_SECONDS = "5";

    private final RoutingContext request;

    @Inject
    MapFailures(RoutingContext request) {
        this.request = request;
    }

    @Override
    public Response toResponse(Throwable failure) {
        return switch (failure) {
            case WesException refusal -> {
                logIfOurs(refusal, refusal.code());
                yield answer(refusal.code(), Problems.body(refusal), retryAfter(refusal));
            }
            case WebApplicationException framework -> ofFramework(framework);
            // Nobody reads this.
            case IOException gone
            when LogFailure.isGone(request, gone) ->
                answer(ErrorCode.MALFORMED_BODY, "the body was not sent to its end");
            default -> {
                ErrorCode code = FailureCode.of(failure);
                logIfOurs(failure, code);
                yield answer(code, Problems.body(code, message(failure, code)));
            }
        };
    }

    /** What the caller cannot mend is told to who can. */
    private void logIfOurs(Throwable failure, ErrorCode code) {
        if (code.kind() == Kind.US) {
            LogFailure.log(request, failure);
        } else if (!code.kind().callers() && !FailureCode.isToldAlready(failure)) {
            LogFailure.warn(request, failure);
        }
    }

    /** For what came out of an act without words for the caller. */
    static String message(Throwable failure, ErrorCode code) {
        if (code.kind() == Kind.OUTSIDE) {
            return FailureCode.mayHaveBeenDone(failure)
                    ? "the store did not answer; whether this was done is not known: look, or send it again with the"
                            + " same Idempotency-Key"
                    : "the store does not answer; nothing was changed, try again";
        }
        return code.kind() == Kind.OPERATOR
                ? "the server has no space left; its operator has to make some"
                : LogFailure.MESSAGE;
    }

    private Response ofFramework(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        MetricLabel.refused(request);
        return switch (status) {
            case 404 ->
                AllowedMethods.of(request.normalizedPath())
                        .filter(methods -> !methods.contains(method()))
                        .map(_ -> methodNotAllowed())
                        .orElseGet(() -> answer(ErrorCode.ROUTE_NOT_FOUND, "there is nothing at this path"));
            case 405 -> methodNotAllowed();
            case 406 -> answer(ErrorCode.NOT_ACCEPTABLE, "this is served in another media type than Accept allows");
            case 413 -> answer(ErrorCode.TOO_LARGE, "the body is too large");
            case 415 -> answer(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "a body of this media type is not taken here");
            default -> {
                if (status >= 400 && status < 500) {
                    yield answer(ErrorCode.INVALID_REQUEST, "the request cannot be read");
                }
                LogFailure.log(request, failure);
                yield answer(ErrorCode.INTERNAL, LogFailure.MESSAGE);
            }
        };
    }

    private String method() {
        return request.request().method().name();
    }

    private Response methodNotAllowed() {
        return answer(ErrorCode.METHOD_NOT_ALLOWED, String.format(Locale.ROOT, "%s is not allowed here", method()));
    }

    private Response answer(ErrorCode code, String message) {
        return answer(code, Problems.body(code, message));
    }

    private Response answer(ErrorCode code, ErrorResponse body) {
        return answer(code, body, code.kind() == Kind.OUTSIDE ? RETRY_AFTER_SECONDS : null);
    }

    /** In whole seconds, upwards: whoever keeps to it is not too early. */
    private static @Nullable String retryAfter(WesException refusal) {
        Duration later = refusal.retryAfter();
        if (later == null) {
            return refusal.code().kind() == Kind.OUTSIDE ? RETRY_AFTER_SECONDS : null;
        }
        return Long.toString(Math.max(1, later.plusMillis(999).toSeconds()));
    }

    private Response answer(ErrorCode code, ErrorResponse body, @Nullable String retryAfter) {
        Response.ResponseBuilder response = Response.status(body.statusCode())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body);
        if (code == ErrorCode.METHOD_NOT_ALLOWED) {
            AllowedMethods.of(request.normalizedPath()).ifPresent(methods -> response.header("Allow", methods));
        }
        if (retryAfter != null) {
            response.header("Retry-After", retryAfter);
        }
        // The rest of a body that is too large, or too slow, is not waited for.
        if ((code == ErrorCode.TOO_LARGE || code == ErrorCode.TOO_SLOW)
                && request.request().version() != HttpVersion.HTTP_2) {
            response.header("Connection", "close");
        }
        if (code == ErrorCode.TOO_SLOW) {
            hangUp();
        }
        return response.build();
    }

    /** Else a client that goes on dripping would be listened to until nothing comes any more. */
    private void hangUp() {
        HttpConnection connection = request.request().connection();
        request.addEndHandler(_ -> connection.close());
    }
}
