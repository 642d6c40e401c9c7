package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FetchSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().fetch())
                .isEqualTo(new FetchSettings(
                        List.of("http", "https", "file", "trs", "drs", "base64"),
                        List.of(),
                        false,
                        new DataSize(1L << 30),
                        new DataSize(100L << 30),
                        Duration.ofSeconds(30),
                        Duration.ofHours(12),
                        new TrsSettings(Map.of(), Optional.empty()),
                        new DrsSettings(Map.of(), Map.of())));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "fetch",
                Map.ofEntries(
                        Map.entry("fetch.schemes", "https, file"),
                        Map.entry("fetch.file-roots", "/srv/workflows, shared"),
                        Map.entry("fetch.allow-private-targets", "true"),
                        Map.entry("fetch.max-bytes", "64KB"),
                        Map.entry("fetch.max-input-bytes", "1TiB"),
                        Map.entry("fetch.timeout", "1m"),
                        Map.entry("fetch.deadline", "1h"),
                        Map.entry("fetch.trs.registries", "lab=http://lab:8080/api, other=https://other"),
                        Map.entry("fetch.trs.default-registry", "https://dockstore.org/api"),
                        Map.entry("fetch.drs.servers", "drs.lab=http://10.0.0.1:80/"),
                        Map.entry("fetch.drs.tokens", "drs.lab=abc==")));

        assertThat(settings.fetch())
                .isEqualTo(new FetchSettings(
                        List.of("https", "file"),
                        List.of(Path.of("/srv/workflows"), Path.of("shared")),
                        true,
                        new DataSize(64_000),
                        new DataSize(1L << 40),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        new TrsSettings(
                                Map.of("lab", URI.create("http://lab:8080/api"), "other", URI.create("https://other")),
                                Optional.of(URI.create("https://dockstore.org/api"))),
                        new DrsSettings(
                                Map.of("drs.lab", URI.create("http://10.0.0.1:80/")),
                                Map.of("drs.lab", new Secret("abc==")))));
    }

    @Test
    void a_token_is_printed_nowhere() throws Exception {
        List<String> good = List.of("fetch.drs.tokens=drs.lab=hunter2");
        List<String> bad = List.of("fetch.drs.tokens=drs.lab=hunter2 with spaces");

        assertThat(LoadSettings.from(Optional.empty(), Map.of(), good).toString())
                .contains("drs.lab")
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> LoadSettings.from(Optional.empty(), Map.of(), bad))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("fetch.drs.tokens = (hidden)")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_registry_is_no_place_for_a_password() {
        assertThatThrownBy(() -> LoadSettings.from(
                        Optional.empty(), Map.of(), List.of("fetch.trs.registries=lab=https://me:word@lab")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("without user");
    }
}
