package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this service is and can do: GA4GH service-info 1.0.0 with the members of WES.
 *
 * @param workflowEngineVersions a map to {@link EngineVersions} in 1.1.0, to a string in 1.0.x
 * @param contactInfo for the oldest clients, as is {@code contact_info_url}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceInfo(
        @JsonProperty("id") String id,
        @JsonProperty("name") String name,
        @JsonProperty("type") ServiceType type,
        @JsonProperty("description") @Nullable String description,
        @JsonProperty("organization") Organization organization,
        @JsonProperty("contactUrl") @Nullable String contactUrl,
        @JsonProperty("contact_info_url") @Nullable String contactInfoUrl,
        @JsonProperty("contact_info") @Nullable String contactInfo,
        @JsonProperty("documentationUrl") @Nullable String documentationUrl,
        @JsonProperty("createdAt") @Nullable String createdAt,
        @JsonProperty("updatedAt") @Nullable String updatedAt,
        @JsonProperty("environment") @Nullable String environment,
        @JsonProperty("version") String version,
        @JsonProperty("workflow_type_versions") Map<String, TypeVersions> workflowTypeVersions,
        @JsonProperty("supported_wes_versions") List<String> supportedWesVersions,
        @JsonProperty("supported_filesystem_protocols") List<String> supportedFilesystemProtocols,
        @JsonProperty("workflow_engine_versions") Map<String, ?> workflowEngineVersions,
        @JsonProperty("default_workflow_engine_parameters") List<DefaultParameter> defaultWorkflowEngineParameters,
        @JsonProperty("system_state_counts") Map<State, Long> systemStateCounts,
        @JsonProperty("auth_instructions_url") String authInstructionsUrl,
        @JsonProperty("tags") Map<String, String> tags) {

    public record ServiceType(
            @JsonProperty("group") String group,
            @JsonProperty("artifact") String artifact,
            @JsonProperty("version") String version) {}

    public record Organization(
            @JsonProperty("name") String name,
            @JsonProperty("url") String url) {}

    public record TypeVersions(
            @JsonProperty("workflow_type_version") List<String> workflowTypeVersion) {}

    public record EngineVersions(
            @JsonProperty("workflow_engine_version") List<String> workflowEngineVersion) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DefaultParameter(
            @JsonProperty("name") String name,
            @JsonProperty("type") String type,
            @JsonProperty("default_value") @Nullable String defaultValue) {}
}
