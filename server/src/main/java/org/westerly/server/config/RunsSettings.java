package org.westerly.server.config;

import java.time.Duration;

@Section("How runs are worked on.")
public record RunsSettings(
        @Setting(
                doc =
                        "Runs at work at once; the others wait as `QUEUED`, in the order they came if `queue` says nothing else.",
                fallback = "${twice-the-cores}",
                min = 1)
        int maxConcurrent,

        @Setting(
                doc = "How long a canceled run's processes may take to end by themselves before they are killed, where"
                        + " the engine's definition does not say.",
                fallback = "2s")
        Duration cancelGrace) {}
