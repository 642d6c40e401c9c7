package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one run.
 *
 * @param request absent only when the run has been purged
 * @param taskLogs absent above 1,000 tasks and on the 1.0 path where there are none to show
 * @param outputs a JSON object
 * @param engine extension: the engine chosen
 * @param queue extension: how it waits; only while it is queued
 * @param fetched extension: what was fetched for it, first by the server and then by the engine; absent when that is nothing
 * @param purged extension: there only when the run has been purged, and was asked for with {@code include_deleted}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunLog(
        @JsonProperty("run_id") String runId,
        @JsonProperty("request") @Nullable RunRequest request,
        @JsonProperty("state") State state,
        @JsonProperty("run_log") Log runLog,
        @JsonProperty("task_logs_url") @Nullable String taskLogsUrl,
        @JsonProperty("task_logs") @Nullable List<TaskLog> taskLogs,
        @JsonProperty("outputs") @JsonRawValue String outputs,
        @JsonProperty("engine") EngineUsed engine,
        @JsonProperty("queue") @Nullable QueuePlace queue,
        @JsonProperty("fetched") @Nullable List<FetchedFile> fetched,
        @JsonProperty("purged") @Nullable Purged purged) {

    /**
     * The end of all that a run has left. Such a run has no request, no tasks and no outputs any more.
     *
     * @param by who asked for it
     * @param requestedAt when
     * @param purgedAt when it was done; absent while something may still be there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Purged(
            @JsonProperty("by") String by,
            @JsonProperty("requested_at") String requestedAt,
            @JsonProperty("purged_at") @Nullable String purgedAt) {}

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
