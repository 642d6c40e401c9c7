package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Why a stream closes.
 *
 * @param reason {@code run_finished}: nothing more will come. {@code server_stopping}: go on after the last id
 * @param runId absent for the stream of all runs
 * @param state the run's last, where it has ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamEnd(
        @JsonProperty("reason") String reason,
        @JsonProperty("run_id") @Nullable String runId,
        @JsonProperty("state") @Nullable State state) {

    public static final String RUN_FINISHED = "run_finished";
    public static final String SERVER_STOPPING = "server_stopping";
}
