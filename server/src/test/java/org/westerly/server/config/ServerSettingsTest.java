package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().server())
                .isEqualTo(new ServerSettings(
                        "127.0.0.1",
                        8080,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        new ConnectionSettings(16_384, Duration.ofSeconds(90), new DataSize(32_000)),
                        new CorsSettings(List.of())));
    }

    @Test
    void a_connection_may_be_idle_for_longer_than_a_stream_is_silent() {
        for (String time : List.of("29s", "5s", "100ms", "0m")) {
            assertThatThrownBy(() -> LoadSettings.from(
                            Optional.empty(), Map.of(), List.of("server.connections.idle-timeout=" + time), 1))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("30s or more");
        }
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
                        Map.entry("server.connections.max", "200"),
                        Map.entry("server.connections.idle-timeout", "30s"),
                        Map.entry("server.connections.header-size", "8KiB"),
                        Map.entry("server.cors.origins", "https://portal.example.org")));

        assertThat(settings.server())
                .isEqualTo(new ServerSettings(
                        "::1",
                        0,
                        Optional.of(URI.create("https://wes.example.org/base")),
                        List.of("wes.internal", "wes"),
                        List.of("10.0.0.0/8", "::1"),
                        new ConnectionSettings(200, Duration.ofSeconds(30), new DataSize(8_192)),
                        new CorsSettings(List.of("https://portal.example.org"))));
    }
}
