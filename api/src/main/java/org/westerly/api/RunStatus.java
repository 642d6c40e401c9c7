package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A run's state and little else.
 *
 * @param queue extension: how it waits; only while it is queued
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(
        @JsonProperty("run_id") String runId,
        @JsonProperty("state") State state,
        @JsonProperty("queue") @Nullable QueuePlace queue) {}
