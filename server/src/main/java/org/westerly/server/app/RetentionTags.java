package org.westerly.server.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.server.config.RetentionRuleSettings;
import org.westerly.server.config.RetentionSettings;

/**
 * The rules of retention as {@code service-info} announces them: a tag for people, and one for programs. What the operator
 * says in tags of these names stands instead.
 */
record RetentionTags(RetentionSettings settings) {

    static final String FOR_PEOPLE = "retention";
    static final String FOR_PROGRAMS = "retention_rules";

    private static final ObjectMapper JSON = new ObjectMapper();

    Map<String, String> with(Map<String, String> tags) {
        Map<String, String> all = new TreeMap<>();
        all.put(FOR_PEOPLE, sentences());
        all.put(FOR_PROGRAMS, json());
        all.putAll(tags);
        return all;
    }

    private String sentences() {
        if (settings.rules().isEmpty()) {
            return "Runs are kept until somebody removes them.";
        }
        String rules = settings.rules().stream().map(RetentionTags::sentence).collect(Collectors.joining(" "));
        return settings.keep().isEmpty()
                ? rules
                : rules + " Runs tagged " + tags(settings.keep(), " or ") + " are kept.";
    }

    private static String sentence(RetentionRuleSettings rule) {
        StringBuilder sentence = new StringBuilder(time(rule.after())).append(" after its end, a run");
        if (!rule.states().isEmpty()) {
            sentence.append(" that ended as ").append(String.join(" or ", rule.states()));
        }
        if (!rule.tags().isEmpty()) {
            sentence.append(" tagged ").append(tags(rule.tags(), " and "));
        }
        if (!rule.unless().isEmpty()) {
            sentence.append(" (but not if tagged ")
                    .append(tags(rule.unless(), " or "))
                    .append(')');
        }
        return sentence.append(
                        switch (rule.action()) {
                            case "drop-intermediates" -> " loses its working files.";
                            case "delete" -> " is deleted, and can be restored.";
                            default -> " is purged for good.";
                        })
                .toString();
    }

    private static String tags(Map<String, String> tags, String between) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getValue().equals("*") ? tag.getKey() : tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(between));
    }

    /** In the largest unit that leaves nothing over. */
    private static String time(Duration time) {
        if (time.isZero()) {
            return "Right";
        }
        long seconds = time.toSeconds();
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + " ms";
        }
        return seconds % 86_400 == 0
                ? counted(seconds / 86_400, "day")
                : seconds % 3_600 == 0
                        ? counted(seconds / 3_600, "hour")
                        : seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    /** As they are asked for in lists: {@code GET /runs?tag=…}. */
    private static Stream<String> asked(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getValue().equals("*") ? tag.getKey() : tag.getKey() + ":" + tag.getValue());
    }

    private String json() {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (RetentionRuleSettings rule : settings.rules()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("action", rule.action());
            members.put("after_seconds", Math.ceilDiv(rule.after().toMillis(), 1000));
            members.put("states", rule.states());
            members.put("tags", asked(rule.tags()).toList());
            members.put(
                    "unless",
                    Stream.concat(asked(settings.keep()), asked(rule.unless())).toList());
            rules.add(members);
        }
        try {
            return JSON.writeValueAsString(rules);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
