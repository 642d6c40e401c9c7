package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().fetch())
                .isEqualTo(new FetchSettings(
                        List.of("http", "https"), false, new DataSize(1L << 30), Duration.ofSeconds(30)));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "fetch",
                Map.ofEntries(
                        Map.entry("fetch.schemes", "https"),
                        Map.entry("fetch.allow-private-targets", "true"),
                        Map.entry("fetch.max-bytes", "64KB"),
                        Map.entry("fetch.timeout", "1m")));

        assertThat(settings.fetch())
                .isEqualTo(new FetchSettings(List.of("https"), true, new DataSize(64_000), Duration.ofMinutes(1)));
    }
}
