package org.westerly.server.engine.configured;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.westerly.server.engine.RequestVerdict.Fault;
import org.westerly.server.engine.definition.ParamsStyle;

/** A workflow's parameters as words of the command line: a value is a word, or part of one, and never an option. */
record InlineParams(ParamsStyle.Inline style) {

    private static final String FIELD = "workflow_params";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    /** What cannot be put on a command line. */
    List<Fault> faults(String json) {
        List<Fault> faults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : ParamsFile.tree(json).properties()) {
            problem(member.getKey(), member.getValue())
                    .ifPresent(problem -> faults.add(new Fault(FIELD, member.getKey(), null, problem, true)));
        }
        return faults;
    }

    private Optional<String> problem(String key, JsonNode value) {
        if (!KEY.matcher(key).matches()) {
            return Optional.of("cannot be named on this engine's command line: a name is of letters, digits and . _ -");
        }
        if (text(value).indexOf('\0') >= 0) {
            return Optional.of("holds a NUL character, which no command line takes");
        }
        boolean apart = style.pair() == null && style.separator().isBlank();
        return apart && value.isTextual() && value.asText().startsWith("-")
                ? Optional.of("must not begin with '-', since this engine takes it for an option")
                : Optional.empty();
    }

    List<String> words(String json) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : ParamsFile.tree(json).properties()) {
            if (!member.getValue().isNull()) {
                words.addAll(words(member.getKey(), text(member.getValue())));
            }
        }
        return words;
    }

    private List<String> words(String key, String value) {
        boolean dashes = style.prefix().chars().allMatch(c -> c == '-');
        String name = dashes ? style.prefix() + key : key;
        List<String> pair = pair(name, value);
        if (dashes) {
            return pair;
        }
        // An option of its own stands before each pair: --config key=value
        List<String> words = new ArrayList<>(List.of(style.prefix()));
        words.addAll(style.pair() == null ? List.of(key + "=" + value) : pair);
        return words;
    }

    private List<String> pair(String name, String value) {
        if (style.pair() != null) {
            int at = style.pair().indexOf("{value}");
            // The key first, so that braces in the value are never looked at.
            String before = style.pair().substring(0, at).replace("{key}", name);
            return List.of(before
                    + value
                    + style.pair().substring(at + "{value}".length()).replace("{key}", name));
        }
        return style.separator().isBlank() ? List.of(name, value) : List.of(name + style.separator() + value);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }
}
