package org.westerly.server.http;

import java.util.List;
import org.westerly.api.ErrorResponse;
import org.westerly.api.ErrorResponse.FieldError;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;

/** Refusals as the wire shows them, and the ones that bodies earn. */
final class Problems {

    private Problems() {}

    static ErrorResponse body(ErrorCode code, String message) {
        return new ErrorResponse(message, code.kind().status(), code.name(), null);
    }

    static ErrorResponse body(WesException refusal) {
        List<FieldError> errors = refusal.faults().stream()
                .map(fault -> new FieldError(fault.field(), fault.problem()))
                .toList();
        return new ErrorResponse(
                String.valueOf(refusal.getMessage()),
                refusal.code().kind().status(),
                refusal.code().name(),
                errors.isEmpty() ? null : errors);
    }

    static WesException malformed(String field, String problem) {
        return new WesException(ErrorCode.MALFORMED_BODY, List.of(new FieldFault(field, problem)));
    }

    static WesException tooLarge(String field, String problem) {
        return new WesException(ErrorCode.TOO_LARGE, List.of(new FieldFault(field, problem)));
    }
}
