package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task of a run.
 *
 * @param extra the engine's own facts, as extension members: attempt, cached, container, memory
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskLog(
        @JsonProperty("id") String id,
        @JsonProperty("name") String name,
        @JsonProperty("cmd") @Nullable List<String> cmd,
        @JsonProperty("start_time") @Nullable String startTime,
        @JsonProperty("end_time") @Nullable String endTime,
        @JsonProperty("stdout") @Nullable String stdout,
        @JsonProperty("stderr") @Nullable String stderr,
        @JsonProperty("exit_code") @Nullable Integer exitCode,
        @JsonProperty("system_logs") @Nullable List<String> systemLogs,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> extra) {}
