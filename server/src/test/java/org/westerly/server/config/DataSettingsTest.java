package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().data())
                .isEqualTo(new DataSettings(Path.of("./westerly-data"), new DataSize(256L << 20)));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full("data", Map.of("data.dir", "/srv/westerly", "data.min-free", "2GiB"));

        assertThat(settings.data()).isEqualTo(new DataSettings(Path.of("/srv/westerly"), new DataSize(2L << 30)));
    }
}
