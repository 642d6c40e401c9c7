package org.westerly.server.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.server.config.RetentionRuleSettings;
import org.westerly.server.config.Settings;
import org.westerly.server.dispatch.Retention;
import org.westerly.server.dispatch.RetentionRule;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunSelection.TagFilter;

/** The rules of retention in the dispatcher's words. */
record RetentionRules(Settings settings) {

    private static final String ANY = "*";

    Retention read() {
        List<RetentionRule> rules = new ArrayList<>();
        for (RetentionRuleSettings rule : settings.retention().rules()) {
            rules.add(new RetentionRule(
                    rules.size() + 1,
                    RetentionRule.Action.of(rule.action()).orElseThrow(),
                    rule.after(),
                    rule.states().stream().map(RunState::valueOf).collect(Collectors.toSet()),
                    tags(rule.tags()).toList(),
                    Stream.concat(tags(rule.unless()), tags(settings.retention().keep()))
                            .toList()));
        }
        return new Retention(
                rules,
                settings.retention().interval(),
                LoadEngines.settings(settings).folders().caches());
    }

    private static Stream<TagFilter> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> new TagFilter(tag.getKey(), tag.getValue().equals(ANY) ? null : tag.getValue()));
    }
}
