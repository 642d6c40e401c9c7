package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A run has come into a state.
 *
 * @param previousState absent when the run was accepted
 * @param at UTC, milliseconds
 * @param seq its place among the changes of all runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateChange(
        @JsonProperty("run_id") String runId,
        @JsonProperty("state") State state,
        @JsonProperty("previous_state") @Nullable State previousState,
        @JsonProperty("at") String at,
        @JsonProperty("seq") long seq) {}
