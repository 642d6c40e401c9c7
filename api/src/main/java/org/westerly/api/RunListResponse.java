package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of runs; the last has an empty {@code next_page_token}.
 *
 * @param totalRuns how many there are on all pages; only where it was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunListResponse(
        @JsonProperty("runs") List<RunSummary> runs,
        @JsonProperty("next_page_token") String nextPageToken,
        @JsonProperty("total_runs") @Nullable Long totalRuns) {}
