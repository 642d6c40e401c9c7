package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A line that a process wrote.
 *
 * @param taskId of the task, where it is not the engine's own
 * @param stream stdout or stderr
 * @param seq counts 1, 2, 3 … over both streams in the order the server saw the lines
 * @param line without its line feed
 * @param writtenAt when the server saw it: UTC, milliseconds
 * @param partial true when the line is longer than 64 KiB and goes on in the next one of this stream; else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogLine(
        @JsonProperty("run_id") String runId,
        @JsonProperty("task_id") @Nullable String taskId,
        @JsonProperty("stream") String stream,
        @JsonProperty("seq") long seq,
        @JsonProperty("line") String line,
        @JsonProperty("written_at") String writtenAt,
        @JsonProperty("partial") @Nullable Boolean partial) {}
