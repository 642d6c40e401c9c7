package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A page of tasks; the last has an empty {@code next_page_token}. */
public record TaskListResponse(
        @JsonProperty("task_logs") List<TaskLog> taskLogs,
        @JsonProperty("next_page_token") String nextPageToken) {}
