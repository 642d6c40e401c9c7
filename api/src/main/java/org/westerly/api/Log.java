package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of the engine's own run. {@code stdout} and {@code stderr} are absolute URLs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Log(
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("cmd") @Nullable List<String> cmd,
        @JsonProperty("start_time") @Nullable String startTime,
        @JsonProperty("end_time") @Nullable String endTime,
        @JsonProperty("stdout") @Nullable String stdout,
        @JsonProperty("stderr") @Nullable String stderr,
        @JsonProperty("exit_code") @Nullable Integer exitCode,
        @JsonProperty("system_logs") @Nullable List<String> systemLogs) {}
