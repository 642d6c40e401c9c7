package org.westerly.server.config;

import java.net.URI;
import java.util.Map;

/**
 * Data repositories.
 *
 * @param servers base URL by the host of a {@code drs://} URL
 * @param tokens by the host of a {@code drs://} URL
 */
public record DrsSettings(
        @Setting(
                doc = "Base URL of the server for the host of a `drs://` URL: `drs.lab=http://drs.lab.internal:8080`."
                        + " What is not listed is asked for at `https://HOST`. The path `/ga4gh/drs/v1` is added"
                        + " where it is missing.",
                pattern = "https?://[^/?#\\s@]+(/[^?#\\s]*)?",
                allowed = "pairs of host and absolute http or https URL without user, query and fragment")
        Map<String, URI> servers,

        @Setting(
                doc = "Bearer token for the host of a `drs://` URL: `drs.lab=TOKEN`. It goes to that server and to"
                        + " nobody else, redirects included.",
                pattern = "[A-Za-z0-9._~+/=-]+",
                allowed = "pairs of host and bearer token")
        Map<String, Secret> tokens) {

    public DrsSettings {
        servers = Map.copyOf(servers);
        tokens = Map.copyOf(tokens);
    }
}
