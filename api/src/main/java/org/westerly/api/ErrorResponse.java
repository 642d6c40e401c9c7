package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every refusal.
 *
 * @param code extension: a stable word
 * @param errors extension: each fault with the field it is in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorResponse(
        @JsonProperty("msg") String msg,
        @JsonProperty("status_code") int statusCode,
        @JsonProperty("code") String code,
        @JsonProperty("errors") @Nullable List<FieldError> errors) {

    /** One fault of a request. */
    public record FieldError(
            @JsonProperty("field") String field,
            @JsonProperty("problem") String problem) {}
}
