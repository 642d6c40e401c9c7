package org.westerly.server.config;

import java.net.URI;

/** Who runs the service. */
public record OrganizationSettings(
        @Setting(doc = "Who runs the service.", fallback = "An organization without a name")
        String name,

        @Setting(
                doc = "Web page of who runs the service.",
                fallback = "https://example.org",
                pattern = "https?://.+",
                allowed = "an absolute http or https URL")
        URI url) {}
