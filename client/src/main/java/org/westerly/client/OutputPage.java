package org.westerly.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a run's files. */
record OutputPage(
        @JsonProperty("outputs") List<OutputFile> outputs,
        @JsonProperty("next_page_token") @Nullable String nextPageToken) {}
