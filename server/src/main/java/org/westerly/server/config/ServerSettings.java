package org.westerly.server.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where the server listens.
 *
 * @param publicUrl absent: each answer uses the address that its request came to
 */
@Section("Where the server listens, and how it is reached.")
public record ServerSettings(
        // Whoever reaches a server without log-in runs commands on its machine (CONTRACT, "Browsers and other
        // origins").
        @Setting(
                doc = "Address to listen on. Only this machine can reach it as long as there is no log-in;"
                        + " for others, put a proxy with log-in in front.",
                fallback = "127.0.0.1",
                pattern = "localhost|127(\\.\\d{1,3}){3}|::1",
                allowed = "a loopback address: 127.0.0.1, ::1 or localhost")
        String host,

        @Setting(doc = "Port to listen on; `0` takes any free one.", fallback = "8080", min = 0, max = 65_535)
        int port,

        @Setting(
                doc =
                        "Base of every URL in an answer, for use behind a proxy. Without it: the address the request came to.",
                pattern = "https?://[^/?#\\s]+(/[^?#\\s]*)?",
                allowed = "an absolute http or https URL without query or fragment")
        Optional<URI> publicUrl,

        @Setting(
                doc = "Names accepted in a request's `Host` header, besides loopback names and the public URL's host.",
                pattern = "[^/\\s]+",
                allowed = "host names, without scheme and path")
        List<String> allowedHosts,

        @Setting(
                doc = "Addresses of proxies whose `Forwarded` and `X-Forwarded-…` headers are believed.",
                pattern = "[0-9a-fA-F:.]+(/\\d{1,3})?",
                allowed = "IP addresses or networks such as 10.0.0.0/8")
        List<String> trustedProxies,

        ConnectionSettings connections,
        CorsSettings cors) {

    public ServerSettings {
        allowedHosts = List.copyOf(allowedHosts);
        trustedProxies = List.copyOf(trustedProxies);
    }
}
