package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().service())
                .isEqualTo(new ServiceSettings(
                        "org.westerly.wes",
                        "Westerly",
                        "A GA4GH Workflow Execution Service",
                        new OrganizationSettings("An organization without a name", URI.create("https://example.org")),
                        URI.create("https://example.org/contact"),
                        Optional.empty(),
                        URI.create("https://example.org/access"),
                        "prod",
                        List.of(),
                        Map.of()));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "service",
                Map.ofEntries(
                        Map.entry("service.id", "org.example.wes"),
                        Map.entry("service.name", "Example"),
                        Map.entry("service.description", "Runs it"),
                        Map.entry("service.organization.name", "Example Institute"),
                        Map.entry("service.organization.url", "https://institute.example.org"),
                        Map.entry("service.contact-url", "mailto:help@example.org"),
                        Map.entry("service.documentation-url", "https://docs.example.org"),
                        Map.entry("service.auth-instructions-url", "https://login.example.org"),
                        Map.entry("service.environment", "test"),
                        Map.entry("service.supported-wes-versions", "1.0, 1.1"),
                        Map.entry("service.tags", "region=eu")));

        assertThat(settings.service())
                .isEqualTo(new ServiceSettings(
                        "org.example.wes",
                        "Example",
                        "Runs it",
                        new OrganizationSettings("Example Institute", URI.create("https://institute.example.org")),
                        URI.create("mailto:help@example.org"),
                        Optional.of(URI.create("https://docs.example.org")),
                        URI.create("https://login.example.org"),
                        "test",
                        List.of("1.0", "1.1"),
                        Map.of("region", "eu")));
    }
}
