package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunsSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().runs()).isEqualTo(new RunsSettings(2 * Mapping.CORES, Duration.ofSeconds(2)));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "runs", Map.ofEntries(Map.entry("runs.max-concurrent", "7"), Map.entry("runs.cancel-grace", "500ms")));

        assertThat(settings.runs()).isEqualTo(new RunsSettings(7, Duration.ofMillis(500)));
    }
}
