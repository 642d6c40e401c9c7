package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().servers())
                .isEqualTo(new ServersSettings(Optional.empty(), Duration.ofSeconds(30), Duration.ofMinutes(10)));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "servers", Map.of("servers.name", "node-7.a", "servers.lease", "5s", "servers.lost-after", "1h"));
        assertThat(settings.servers())
                .isEqualTo(new ServersSettings(Optional.of("node-7.a"), Duration.ofSeconds(5), Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", ".hidden", "a b"})
    void a_name_is_one_of_a_file(String name) {
        assertThatThrownBy(() -> LoadSettings.from(Optional.empty(), Map.of(), List.of("servers.name=" + name)))
                .hasMessageContaining("servers.name")
                .hasMessageContaining("up to 64 letters, digits, dots, dashes and underscores");
    }

    @Test
    void a_lease_lasts_for_some_time() {
        assertThatThrownBy(() -> LoadSettings.from(Optional.empty(), Map.of(), List.of("servers.lease=0s")))
                .hasMessageContaining("servers.lease")
                .hasMessageContaining("from 1s on");
    }
}
