package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one run.
 *
 * @param taskLogs absent above 1,000 tasks and on the 1.0 path where there are none to show
 * @param outputs a JSON object
 * @param engine extension: the engine chosen
 * @param fetched extension: what was fetched for it, first by the server and then by the engine; absent when that is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunLog(
        @JsonProperty("run_id") String runId,
        @JsonProperty("request") RunRequest request,
        @JsonProperty("state") State state,
        @JsonProperty("run_log") Log runLog,
        @JsonProperty("task_logs_url") @Nullable String taskLogsUrl,
        @JsonProperty("task_logs") @Nullable List<TaskLog> taskLogs,
        @JsonProperty("outputs") @JsonRawValue String outputs,
        @JsonProperty("engine") EngineUsed engine,
        @JsonProperty("fetched") @Nullable List<FetchedFile> fetched) {

    /** The engine that a run was given. */
    public record EngineUsed(
            @JsonProperty("name") String name,
            @JsonProperty("version") String version) {}

    /**
     * A file that was fetched for a run.
     *
     * @param url where from, without credentials and query
     * @param path where to, relative to the run's folder; absent when it was used where it lies, or the engine did not say
     * @param size in bytes; absent when the engine did not say
     * @param sha256 in hexadecimal digits; absent when the engine did not say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FetchedFile(
            @JsonProperty("url") String url,
            @JsonProperty("path") @Nullable String path,
            @JsonProperty("size") @Nullable Long size,
            @JsonProperty("sha256") @Nullable String sha256) {}
}
