package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the client asked for, echoed.
 *
 * @param workflowParams a JSON object, byte for byte as it was sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRequest(
        @JsonProperty("workflow_params") @JsonRawValue @Nullable
        String workflowParams,

        @JsonProperty("workflow_type") String workflowType,
        @JsonProperty("workflow_type_version") String workflowTypeVersion,
        @JsonProperty("tags") Map<String, String> tags,
        @JsonProperty("workflow_engine_parameters") Map<String, String> workflowEngineParameters,
        @JsonProperty("workflow_engine") @Nullable String workflowEngine,
        @JsonProperty("workflow_engine_version") @Nullable String workflowEngineVersion,
        @JsonProperty("workflow_url") String workflowUrl) {}
