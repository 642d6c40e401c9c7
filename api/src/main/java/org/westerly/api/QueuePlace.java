package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Extension: how a queued run waits.
 *
 * @param ahead how many go before it as things are; some of them may be passed over
 * @param reason why it is not started now, for people to read
 */
public record QueuePlace(
        @JsonProperty("ahead") long ahead,
        @JsonProperty("reason") String reason) {}
