package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A page of lines.
 *
 * @param lines in order; none at the end of what there is
 * @param nextAfterSeq {@code after_seq} of the next page
 */
public record LogPage(
        @JsonProperty("lines") List<LogLine> lines,
        @JsonProperty("next_after_seq") long nextAfterSeq) {}
