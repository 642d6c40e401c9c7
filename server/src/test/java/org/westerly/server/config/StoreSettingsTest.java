package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().store())
                .isEqualTo(new StoreSettings(
                        new Secret("jdbc:sqlite:./westerly-data/westerly.db"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(1)));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "store",
                Map.ofEntries(
                        Map.entry("store.url", "jdbc:postgresql://db:5433/runs?sslmode=verify-full"),
                        Map.entry("store.user", "ada"),
                        Map.entry("store.password", "hush"),
                        Map.entry("store.password-file", "/run/secrets/db"),
                        Map.entry("store.timeout", "3s"),
                        Map.entry("store.start-timeout", "5m")));

        assertThat(settings.store())
                .isEqualTo(new StoreSettings(
                        new Secret("jdbc:postgresql://db:5433/runs?sslmode=verify-full"),
                        Optional.of("ada"),
                        Optional.of(new Secret("hush")),
                        Optional.of(Path.of("/run/secrets/db")),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ada:p%40ss@db/runs",
                "postgresql://db:5432/runs",
                "jdbc:postgresql://a:1,b:2/runs?targetServerType=primary",
                "memory:"
            })
    void known_stores_are_taken(String url) {
        assertThat(Mapping.full("store", full(url)).store().url().value()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postgres://ada:p@ss:hush@db/runs", "jdbc:postgresql://db/", "mysql://hush/runs", "runs.db"})
    void others_are_refused_without_being_shown(String url) {
        assertThatThrownBy(() -> Mapping.full("store", full(url)))
                .hasMessageContaining("store.url")
                .hasMessageContaining("jdbc:postgresql://<host>/<database>")
                .hasMessageNotContaining("hush");
    }

    private static Map<String, String> full(String url) {
        return Map.of(
                "store.url", url,
                "store.user", "ada",
                "store.password", "p",
                "store.password-file", "/f",
                "store.timeout", "3s",
                "store.start-timeout", "5m");
    }
}
