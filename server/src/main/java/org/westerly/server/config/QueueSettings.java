package org.westerly.server.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@Section("Who is taken when, of the runs that wait. See [operations.md](operations.md#sharing).")
public record QueueSettings(
        @Setting(
                doc = "Runs of one owner at work at once. Others go before who is at it; it is next as soon as one of"
                        + " its own ends.",
                min = 1)
        Optional<Integer> perOwner,

        @Setting(
                doc = "The same for all runs of an engine, in any version: `nextflow=4, cromwell=1`.",
                min = 1,
                allowed = "pairs of engine name and whole number, at least 1")
        Map<String, Integer> perEngine,

        @Setting(
                doc = "The same for all runs with the same value of a tag: with `project=5`, five of each project. Runs"
                        + " without the tag are not counted.",
                min = 1,
                allowed = "pairs of tag and whole number, at least 1")
        Map<String, Integer> perTag,

        @Setting(
                doc = "Name of a tag whose value `high` or `low` lets a run go before or after the others. As nobody is"
                        + " logged in, everybody can set it.")
        Optional<String> priorityTag,

        @Setting(
                doc = "With priorities: a run that has waited this long goes before all others, lest it wait for ever.",
                fallback = "12h")
        Duration patience,

        @Setting(
                doc =
                        "A run that has waited longer ends in `SYSTEM_ERROR` without having been started. Time in which nothing"
                                + " can start (a pause, a disk that is low) does not count, nor any in which no server is there.",
                pattern = QueueSettings.SOME_TIME,
                allowed = "a time such as 30m, 12h or 7d, longer than nothing")
        Optional<Duration> maxWait,

        @Setting(
                doc = "The same for runs of single engines, instead of `queue.max-wait`: `cromwell=2h, nextflow=3d`.",
                pattern = QueueSettings.SOME_TIME,
                allowed = "pairs of engine name and a time such as 30m, 12h or 7d, longer than nothing")
        Map<String, Duration> maxWaitOf) {

    static final String SOME_TIME = "\\d*[1-9]\\d*\\s*(ms|s|m|h|d)";

    public QueueSettings {
        perEngine = Map.copyOf(perEngine);
        perTag = Map.copyOf(perTag);
        maxWaitOf = Map.copyOf(maxWaitOf);
    }
}
