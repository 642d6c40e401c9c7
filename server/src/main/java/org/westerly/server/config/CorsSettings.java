package org.westerly.server.config;

import java.util.List;

/** Which web pages of other origins may read answers and send requests. */
public record CorsSettings(
        @Setting(
                doc =
                        "Origins of other web pages that may use the API from a browser; `*` is any, then without credentials.",
                pattern = "\\*|https?://[^/\\s]+",
                allowed = "origins such as https://portal.example.org, or *")
        List<String> origins) {

    public CorsSettings {
        origins = List.copyOf(origins);
    }
}
