package org.westerly.server.http;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the server is reached, and what it takes.
 *
 * @param publicUrl base of all URLs in answers, or null for the request's own
 * @param allowedHosts names in {@code Host} besides the loopback names and the public URL's
 * @param corsOrigins other origins whose pages may use the API, or {@code *} for any
 * @param headerBytes all headers of a request together
 * @param pace that whoever sends a body, or takes a file, has to keep
 */
public record HttpSettings(
        @Nullable URI publicUrl,
        List<String> allowedHosts,
        List<String> corsOrigins,
        BodyLimits limits,
        long headerBytes,
        Pace pace) {

    public HttpSettings {
        allowedHosts = List.copyOf(allowedHosts);
        corsOrigins = List.copyOf(corsOrigins);
    }
}
