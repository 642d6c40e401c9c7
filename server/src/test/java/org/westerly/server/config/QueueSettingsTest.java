package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().queue())
                .isEqualTo(new QueueSettings(
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Duration.ofHours(12),
                        Optional.empty(),
                        Map.of()));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "queue",
                Map.of(
                        "queue.per-owner",
                        "3",
                        "queue.per-engine",
                        "nextflow=4, cromwell=1",
                        "queue.per-tag",
                        "project=5",
                        "queue.priority-tag",
                        "priority",
                        "queue.patience",
                        "2h",
                        "queue.max-wait",
                        "7d",
                        "queue.max-wait-of",
                        "cromwell=2h"));
        assertThat(settings.queue())
                .isEqualTo(new QueueSettings(
                        Optional.of(3),
                        Map.of("nextflow", 4, "cromwell", 1),
                        Map.of("project", 5),
                        Optional.of("priority"),
                        Duration.ofHours(2),
                        Optional.of(Duration.ofDays(7)),
                        Map.of("cromwell", Duration.ofHours(2))));
    }

    @Test
    void a_cap_that_lets_nothing_through_is_refused() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> LoadSettings.from(
                        Optional.empty(),
                        Map.of(),
                        List.of("queue.per-owner=0", "queue.per-engine=toil=0", "queue.per-tag=project=many"),
                        1));
        assertThat(refused)
                .hasMessageContaining("queue.per-owner")
                .hasMessageContaining("queue.per-engine")
                .hasMessageContaining("queue.per-tag")
                .hasMessageContaining("at least 1");
    }

    @Test
    void a_time_to_wait_is_longer_than_nothing() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> LoadSettings.from(
                        Optional.empty(), Map.of(), List.of("queue.max-wait=0s", "queue.max-wait-of=toil=soon"), 1));
        assertThat(refused)
                .hasMessageContaining("queue.max-wait")
                .hasMessageContaining("0s")
                .hasMessageContaining("queue.max-wait-of")
                .hasMessageContaining("longer than nothing");
    }
}
