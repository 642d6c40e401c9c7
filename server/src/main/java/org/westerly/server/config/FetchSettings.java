package org.westerly.server.config;

import java.time.Duration;
import java.util.List;

@Section("What the server itself fetches: a `workflow_url`, and what it names.")
public record FetchSettings(
        @Setting(
                doc = "URL schemes that may be fetched.",
                fallback = "http, https",
                pattern = "https?",
                allowed = "http, https")
        List<String> schemes,

        @Setting(
                doc = "Whether URLs that lead to this machine or to a private network may be fetched.",
                fallback = "false")
        boolean allowPrivateTargets,

        @Setting(doc = "The largest document that is fetched.", fallback = "1GiB", min = 1)
        DataSize maxBytes,

        @Setting(doc = "How long a connection may take, and how long the other side may be silent.", fallback = "30s")
        Duration timeout) {

    public FetchSettings {
        schemes = List.copyOf(schemes);
    }
}
