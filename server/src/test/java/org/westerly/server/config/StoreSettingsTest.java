package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().store())
                .isEqualTo(new StoreSettings(new Secret("jdbc:sqlite:./westerly-data/westerly.db")));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full("store", Map.ofEntries(Map.entry("store.url", "memory:")));

        assertThat(settings.store()).isEqualTo(new StoreSettings(new Secret("memory:")));
    }
}
