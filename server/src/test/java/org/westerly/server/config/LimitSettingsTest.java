package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitSettingsTest {

    @Test
    void defaults() {
        assertThat(Mapping.defaults().limits())
                .isEqualTo(new LimitSettings(
                        new SubmissionLimits(
                                1000,
                                1000,
                                new DataSize(8L << 20),
                                new DataSize(10L << 30),
                                new DataSize(20L << 30),
                                255,
                                1024),
                        new TransferLimits(new DataSize(1024), Duration.ofMinutes(1)),
                        new QueuedLimits(Optional.empty(), Optional.empty(), Optional.empty()),
                        new PageLimits(100, 1000)));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "limits",
                Map.ofEntries(
                        Map.entry("limits.submission.fields", "10"),
                        Map.entry("limits.submission.files", "0"),
                        Map.entry("limits.submission.field-size", "1KiB"),
                        Map.entry("limits.submission.attachment-size", "2MB"),
                        Map.entry("limits.submission.total-size", "3GB"),
                        Map.entry("limits.submission.name-bytes", "100"),
                        Map.entry("limits.submission.path-bytes", "200"),
                        Map.entry("limits.transfers.least-rate", "0B"),
                        Map.entry("limits.transfers.patience", "10s"),
                        Map.entry("limits.queued.runs", "1000"),
                        Map.entry("limits.queued.per-owner", "100"),
                        Map.entry("limits.queued.per-minute", "60"),
                        Map.entry("limits.pages.size", "5"),
                        Map.entry("limits.pages.max-size", "50")));

        assertThat(settings.limits())
                .isEqualTo(new LimitSettings(
                        new SubmissionLimits(
                                10,
                                0,
                                new DataSize(1024),
                                new DataSize(2_000_000),
                                new DataSize(3_000_000_000L),
                                100,
                                200),
                        new TransferLimits(new DataSize(0), Duration.ofSeconds(10)),
                        new QueuedLimits(Optional.of(1000), Optional.of(100), Optional.of(60)),
                        new PageLimits(5, 50)));
    }
}
