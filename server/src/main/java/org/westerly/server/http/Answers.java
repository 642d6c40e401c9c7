package org.westerly.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.westerly.api.ErrorResponse;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.Kind;
import org.westerly.server.error.WesException;
import org.westerly.server.service.FailureCode;

/** Refusals from before a resource is reached. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static void refuse(RoutingContext request, ErrorCode code, String message) {
        refuse(request, Problems.body(code, message));
    }

    /** As {@link MapFailures}, where no resource is at work. */
    static void fail(RoutingContext request, Throwable failure) {
        if (failure instanceof WesException refusal) {
            refuse(request, Problems.body(refusal));
            return;
        }
        ErrorCode code = FailureCode.of(failure);
        if (code.kind() == Kind.US) {
            LogFailure.log(request, failure);
        } else if (!FailureCode.isToldAlready(failure)) {
            LogFailure.warn(request, failure);
        }
        if (code.kind() == Kind.OUTSIDE) {
            request.response().putHeader("Retry-After", MapFailures.RETRY_AFTER_SECONDS);
        }
        refuse(request, code, MapFailures.message(failure, code));
    }

    static void refuse(RoutingContext request, ErrorResponse problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        MetricLabel.refused(request);
        if (problem.statusCode() == ErrorCode.TOO_LARGE.kind().status()
                || problem.statusCode() == ErrorCode.TOO_SLOW.kind().status()) {
            closeAfterwards(request);
        }
        response.setStatusCode(problem.statusCode())
                .putHeader("Content-Type", "application/json")
                .end(text(problem));
    }

    /** The rest of a body that is too large, or too slow, is not waited for. On HTTP/2 only this one stream ends with its answer. */
    private static void closeAfterwards(RoutingContext request) {
        switch (request.request().version()) {
            case HTTP_1_0, HTTP_1_1 -> request.response().putHeader("Connection", "close");
            case HTTP_2 -> {}
        }
    }

    private static String text(ErrorResponse problem) {
        try {
            return JSON.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
