package org.westerly.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One rule. */
public record RetentionRuleSettings(
        @Setting(
                doc =
                        "What is done: `drop-intermediates` removes the working files and leaves outputs, reports and logs;"
                                + " `delete` takes the run out of sight, from where it can be restored; `purge` removes it for"
                                + " good.",
                pattern = "drop-intermediates|delete|purge",
                allowed = "drop-intermediates, delete or purge")
        String action,

        @Setting(doc = "How long after the run's end; for `delete` and `purge` of a run that was restored, after that.")
        Duration after,

        @Setting(
                doc = "Only runs that ended in one of these states; without it, in any.",
                pattern = RetentionRuleSettings.STATES,
                allowed = "states of runs that have ended: COMPLETE, EXECUTOR_ERROR, SYSTEM_ERROR, CANCELED, PREEMPTED")
        List<String> states,

        @Setting(
                doc = "Only runs with all of these tags; `\"*\"` (in quotes, in YAML) is any value.",
                allowed = "tags and their values, such as {project: test}, or {project: \"*\"} for any value")
        Map<String, String> tags,

        @Setting(
                doc = "No run with one of these tags; `\"*\"` is any value.",
                allowed = "tags and their values, such as {keep: \"yes\"}, or {keep: \"*\"} for any value")
        Map<String, String> unless) {

    static final String STATES = "COMPLETE|EXECUTOR_ERROR|SYSTEM_ERROR|CANCELED|PREEMPTED";

    public RetentionRuleSettings {
        states = List.copyOf(states);
        tags = Map.copyOf(tags);
        unless = Map.copyOf(unless);
    }
}
