package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnginesSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().engines())
                .isEqualTo(new EnginesSettings(
                        Path.of("./westerly-data/engines"), Optional.empty(), Map.of(), List.of(), "none", Map.of()));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "engines",
                Map.ofEntries(
                        Map.entry("engines.home", "/opt/engines"),
                        Map.entry("engines.dir", "/etc/westerly/engines"),
                        Map.entry("engines.default", "CWL=toil, NFL=nextflow@25.04"),
                        Map.entry("engines.path", "/opt/conda/bin, /opt/bin"),
                        Map.entry("engines.containers", "podman"),
                        Map.entry("engines.containers-of", "miniwdl=bwrap, nextflow=none")));

        assertThat(settings.engines())
                .isEqualTo(new EnginesSettings(
                        Path.of("/opt/engines"),
                        Optional.of(Path.of("/etc/westerly/engines")),
                        Map.of("CWL", "toil", "NFL", "nextflow@25.04"),
                        List.of(Path.of("/opt/conda/bin"), Path.of("/opt/bin")),
                        "podman",
                        Map.of("miniwdl", "bwrap", "nextflow", "none")));
        assertThat(settings.engines().containersFor("miniwdl")).isEqualTo("bwrap");
        assertThat(settings.engines().containersFor("toil")).isEqualTo("podman");
        assertThat(settings.engines().containersInUse()).containsExactly("bwrap", "none", "podman");
    }
}
