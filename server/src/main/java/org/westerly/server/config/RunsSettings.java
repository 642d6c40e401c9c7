package org.westerly.server.config;

import java.time.Duration;
import java.util.Optional;

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
        Duration cancelGrace,

        @Setting(
                doc =
                        "How long a run may work before it is stopped and ends in `SYSTEM_ERROR`, where neither the engine's"
                                + " definition says (`limits.runTime`) nor the run (engine parameter `max-run-time`).",
                pattern = QueueSettings.SOME_TIME,
                allowed = "a time such as 30m, 12h or 7d, longer than nothing")
        Optional<Duration> runTime,

        @Setting(
                doc =
                        "The longest time that a run may ask for by `max-run-time`, where the engine's definition does not"
                                + " say. Without it, not more than `runs.run-time`.",
                pattern = QueueSettings.SOME_TIME,
                allowed = "a time such as 30m, 12h or 7d, longer than nothing")
        Optional<Duration> maxRunTime) {}
