package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The answer to a submission, a cancel and a delete. */
public record RunId(@JsonProperty("run_id") String runId) {}
