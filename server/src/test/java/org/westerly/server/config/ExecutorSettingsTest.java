package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().executor()).isEqualTo(new ExecutorSettings("auto"));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full("executor", Map.ofEntries(Map.entry("executor.cgroup", "/sys/fs/cgroup/a")));

        assertThat(settings.executor()).isEqualTo(new ExecutorSettings("/sys/fs/cgroup/a"));
    }
}
