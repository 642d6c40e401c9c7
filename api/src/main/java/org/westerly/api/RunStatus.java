package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A run's state and nothing else. */
public record RunStatus(
        @JsonProperty("run_id") String runId,
        @JsonProperty("state") State state) {}
