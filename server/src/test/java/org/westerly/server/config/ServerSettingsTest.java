package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().server())
                .isEqualTo(new ServerSettings(
                        "127.0.0.1", 8080, Optional.empty(), List.of(), List.of(), new CorsSettings(List.of())));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "server",
                Map.ofEntries(
                        Map.entry("server.host", "::1"),
                        Map.entry("server.port", "0"),
                        Map.entry("server.public-url", "https://wes.example.org/base"),
                        Map.entry("server.allowed-hosts", "wes.internal, wes"),
                        Map.entry("server.trusted-proxies", "10.0.0.0/8, ::1"),
                        Map.entry("server.cors.origins", "https://portal.example.org")));

        assertThat(settings.server())
                .isEqualTo(new ServerSettings(
                        "::1",
                        0,
                        Optional.of(URI.create("https://wes.example.org/base")),
                        List.of("wes.internal", "wes"),
                        List.of("10.0.0.0/8", "::1"),
                        new CorsSettings(List.of("https://portal.example.org"))));
    }
}
