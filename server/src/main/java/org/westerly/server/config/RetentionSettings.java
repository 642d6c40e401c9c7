package org.westerly.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long runs are kept.
 *
 * @param interval between two looks
 * @param keep as {@link RetentionRuleSettings#unless}, for every rule
 */
@Section(
        "How long runs are kept: for ever, unless there are rules. See [operations.md](operations.md#retention), and try"
                + " rules by `westerly retention --dry-run`.")
public record RetentionSettings(
        @Setting(
                doc = "What becomes of which runs when: a list of rules. Outside YAML, YAML's one-line form:"
                        + " `[{action: purge, after: 30d}, {action: delete, after: 7d, states: [CANCELED]}]`.",
                allowed = "a list of rules such as {action: purge, after: 30d}, with the words below")
        List<RetentionRuleSettings> rules,

        @Setting(
                doc = "Tags that keep a run from every rule: `keep=*` is any run with a tag of that name.",
                allowed = "pairs of tag and value, such as keep=yes, or keep=* for any value")
        Map<String, String> keep,

        @Setting(
                doc = "How often the rules are applied; also once at each start.",
                fallback = "1h",
                pattern = "0*[1-9]\\d*\\s*(s|m|h|d)",
                allowed = "a time such as 10m, 1h or 1d, from 1s on")
        Duration interval) {

    public RetentionSettings {
        rules = List.copyOf(rules);
        keep = Map.copyOf(keep);
    }
}
