package org.westerly.server.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As wide as the service-info document, whose members it fills one by one. */
@Section("What `service-info` says about this service.")
public record ServiceSettings(
        @Setting(
                doc = "Unique name of the service, best as a reversed domain name.",
                fallback = "org.westerly.wes",
                pattern = "\\S+",
                allowed = "a text without spaces")
        String id,

        @Setting(doc = "Name for people to read.", fallback = "Westerly")
        String name,

        @Setting(doc = "A sentence about the service.", fallback = "A GA4GH Workflow Execution Service")
        String description,

        OrganizationSettings organization,

        @Setting(doc = "Whom to ask: a `mailto:` or web address.", fallback = "https://example.org/contact")
        URI contactUrl,

        @Setting(doc = "Where the service's own documentation is.")
        Optional<URI> documentationUrl,

        @Setting(doc = "Where it is described how to get access.", fallback = "https://example.org/access")
        URI authInstructionsUrl,

        @Setting(
                doc = "What the service is for: `prod`, `test`, `dev` or `staging`, or a word of your own.",
                fallback = "prod")
        String environment,

        @Setting(
                doc = "Further version literals to list next to the built-in ones, for clients that look for one.",
                pattern = "\\S+",
                allowed = "version literals without spaces")
        List<String> supportedWesVersions,

        @Setting(doc = "Further `tags`: `region=eu, tier=gold`.")
        Map<String, String> tags) {

    public ServiceSettings {
        supportedWesVersions = List.copyOf(supportedWesVersions);
        tags = Map.copyOf(tags);
    }
}
