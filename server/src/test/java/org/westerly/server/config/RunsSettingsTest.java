package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunsSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().runs())
                .isEqualTo(
                        new RunsSettings(2 * Mapping.CORES, Duration.ofSeconds(2), Optional.empty(), Optional.empty()));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "runs",
                Map.ofEntries(
                        Map.entry("runs.max-concurrent", "7"),
                        Map.entry("runs.cancel-grace", "500ms"),
                        Map.entry("runs.run-time", "2h"),
                        Map.entry("runs.max-run-time", "1d")));

        assertThat(settings.runs())
                .isEqualTo(new RunsSettings(
                        7, Duration.ofMillis(500), Optional.of(Duration.ofHours(2)), Optional.of(Duration.ofDays(1))));
    }
}
