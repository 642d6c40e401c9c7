package org.westerly.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a run has left.
 *
 * @param path below the run's outputs; of a working file below the run's folder; of a log its address below the run. A
 *     byte that is no UTF-8 is replaced here, and told in the URL
 * @param kind output, report, log or intermediate
 * @param size bytes
 * @param modifiedAt UTC, milliseconds
 * @param checksums absent while they are not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputFile(
        @JsonProperty("path") String path,
        @JsonProperty("kind") String kind,
        @JsonProperty("size") long size,
        @JsonProperty("media_type") String mediaType,
        @JsonProperty("modified_at") String modifiedAt,
        @JsonProperty("checksums") @Nullable List<Checksum> checksums,
        @JsonProperty("url") String url) {

    /**
     * As DRS writes it.
     *
     * @param checksum hexadecimal digits
     * @param type {@code sha-256}
     */
    public record Checksum(
            @JsonProperty("checksum") String checksum,
            @JsonProperty("type") String type) {}
}
