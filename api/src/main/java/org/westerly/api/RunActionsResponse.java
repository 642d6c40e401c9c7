package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extension: what one request did to many runs.
 *
 * @param results one for each run that was named, in that order, or for each that the filter found
 * @param more the filter finds more runs than one request acts on
 * @param nextPageToken for the request that acts on the next of them; absent when there are no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunActionsResponse(
        @JsonProperty("results") List<Result> results,
        @JsonProperty("more") boolean more,
        @JsonProperty("next_page_token") @Nullable String nextPageToken) {

    public RunActionsResponse {
        results = List.copyOf(results);
    }

    /**
     * What became of one run.
     *
     * @param status {@code done}; {@code refused}, when the run is not there or not in a state for it; {@code failed}, when
     *     the server could not tell, and it may be tried again
     * @param code the stable word of the refusal, as in an error
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            @JsonProperty("run_id") String runId,
            @JsonProperty("status") String status,
            @JsonProperty("code") @Nullable String code,
            @JsonProperty("msg") @Nullable String msg) {}
}
