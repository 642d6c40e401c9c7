package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a run's files; the last has an empty {@code next_page_token}.
 *
 * @param truncated true when the run has left more files than are listed; else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputListResponse(
        @JsonProperty("outputs") List<OutputFile> outputs,
        @JsonProperty("next_page_token") String nextPageToken,
        @JsonProperty("truncated") @Nullable Boolean truncated) {}
