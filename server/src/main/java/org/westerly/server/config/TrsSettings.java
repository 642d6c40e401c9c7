package org.westerly.server.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Tool registries.
 *
 * @param registries base URL by the host of a {@code trs://} URL
 */
public record TrsSettings(
        @Setting(
                doc = "Base URL of the registry for the host of a `trs://` URL:"
                        + " `dockstore.org=https://dockstore.org/api`. What is not listed is asked for at"
                        + " `https://HOST`. The path `/ga4gh/trs/v2` is added where it is missing.",
                pattern = "https?://[^/?#\\s@]+(/[^?#\\s]*)?",
                allowed = "pairs of host and absolute http or https URL without user, query and fragment")
        Map<String, URI> registries,

        @Setting(
                doc = "Base URL of the registry for hosts that `fetch.trs.registries` does not list.",
                pattern = "https?://[^/?#\\s@]+(/[^?#\\s]*)?",
                allowed = "an absolute http or https URL without user, query and fragment")
        Optional<URI> defaultRegistry) {

    public TrsSettings {
        registries = Map.copyOf(registries);
    }
}
