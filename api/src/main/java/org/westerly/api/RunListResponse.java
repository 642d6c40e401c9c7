package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A page of runs; the last has an empty {@code next_page_token}. */
public record RunListResponse(
        @JsonProperty("runs") List<RunSummary> runs,
        @JsonProperty("next_page_token") String nextPageToken) {}
