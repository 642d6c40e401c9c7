package org.westerly.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of a run.
 *
 * @param path relative, with {@code /} between folders
 * @param size in bytes; null where the server does not say
 * @param mediaType null where the server does not say
 * @param kind output, intermediate, log or report; null where the server does not say
 * @param url where to download it
 * @param checksums empty until the server has computed them
 */
public record OutputFile(
        @JsonProperty("path") String path,
        @JsonProperty("size") @Nullable Long size,
        @JsonProperty("media_type") @Nullable String mediaType,
        @JsonProperty("kind") @Nullable String kind,
        @JsonProperty("url") String url,
        @JsonProperty("checksums") @Nullable List<Checksum> checksums) {

    /**
     * A checksum in the form of DRS.
     *
     * @param type such as {@code sha-256}
     * @param checksum hexadecimal digits
     */
    public record Checksum(
            @JsonProperty("type") String type,
            @JsonProperty("checksum") String checksum) {}

    Optional<String> sha256() {
        return checksums == null
                ? Optional.empty()
                : checksums.stream()
                        .filter(one -> one.type().equals("sha-256"))
                        .map(Checksum::checksum)
                        .findFirst();
    }
}
