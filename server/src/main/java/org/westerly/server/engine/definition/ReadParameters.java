package org.westerly.server.engine.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.parameters.Appearance;
import org.westerly.server.engine.parameters.Appearance.BooleanStyle;
import org.westerly.server.engine.parameters.Denial;
import org.westerly.server.engine.parameters.FallbackValue;
import org.westerly.server.engine.parameters.KnownParameter;
import org.westerly.server.engine.parameters.KnownParameter.Presence;
import org.westerly.server.engine.parameters.ParameterPolicy;
import org.westerly.server.engine.parameters.ParameterPolicy.Unknown;
import org.westerly.server.engine.parameters.ParameterType;
import org.westerly.server.engine.parameters.Rule;
import org.westerly.server.engine.parameters.TextPattern;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;

/** Which parameters clients may send: {@code engineParams}, {@code deniedParams}, {@code ignoredParams}. */
record ReadParameters(Keys engine, Templates templates) {

    ParameterPolicy read() {
        Keys params = engine.child("engineParams");
        List<KnownParameter> known = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (Keys parameter : params.children("validatedParams")) {
            known(parameter).ifPresent(one -> {
                for (String name : one.names()) {
                    String owner = owners.putIfAbsent(name, one.name());
                    if (owner != null) {
                        parameter.problem("names", "has '" + name + "', which is a name of '" + owner + "' already");
                    }
                }
                known.add(one);
            });
        }
        List<Denial> denied = engine.children("deniedParams").stream()
                .map(ReadParameters::denial)
                .toList();
        checkReach(known);
        return new ParameterPolicy(known, denied, Set.copyOf(engine.texts("ignoredParams")), unknown(params));
    }

    private static Unknown unknown(Keys params) {
        return switch (params.text("unknownParamsBehavior", "ignore")) {
            case "reject" -> Unknown.REJECT;
            case "passthrough", "pass" -> Unknown.PASS_THROUGH;
            default -> Unknown.IGNORE;
        };
    }

    /** A parameter that is accepted and never arrives would be a lie. */
    private void checkReach(List<KnownParameter> known) {
        boolean named = engine.isList("commandTemplate")
                ? engine.texts("commandTemplate").contains(Placeholder.ENGINE_PARAMS.toString())
                : engine.text("commandTemplate", "").contains(Placeholder.ENGINE_PARAMS.toString());
        boolean flags = known.stream()
                .anyMatch(one -> one.appearance().variable() == null
                        && !one.appearance().flag().isEmpty());
        boolean passed = unknown(engine.child("engineParams")) == Unknown.PASS_THROUGH;
        if (!named && (flags || passed)) {
            engine.problem(
                    "commandTemplate",
                    "never names {engine_params}, so that engine parameters cannot reach the engine");
        }
    }

    private Optional<KnownParameter> known(Keys keys) {
        List<String> names = keys.texts("names");
        if (names.isEmpty()) {
            return Optional.empty();
        }
        ParameterType type = type(keys);
        Appearance appearance = appearance(keys);
        boolean sensitive = keys.truth("sensitive");
        if (sensitive && appearance.variable() == null && !appearance.flag().isEmpty()) {
            keys.remark("sensitive", "is on the command line, which every user of the machine can read: use envVar");
        }
        if (sensitive && type == ParameterType.LIST) {
            keys.problem("sensitive", "is not for lists: a secret is hidden as one text, and not in parts");
        }
        List<Rule> rules = keys.children("validate").stream()
                .flatMap(rule -> new ReadRule(rule).read().stream())
                .toList();
        FallbackValue fallback = fallback(keys, type, rules);
        if (fallback == null && keys.truth("strictDefault")) {
            keys.problem("strictDefault", "needs a default");
        }
        Presence presence = new Presence(fallback, keys.truth("strictDefault"), keys.truth("required"));
        return Optional.of(
                new KnownParameter(names, type, presence, appearance, rules, sensitive, keys.text("description", "")));
    }

    private static ParameterType type(Keys keys) {
        return switch (keys.text("type", "string")) {
            case "int" -> ParameterType.INT;
            case "float" -> ParameterType.FLOAT;
            case "bool" -> ParameterType.BOOL;
            case "list" -> ParameterType.LIST;
            default -> ParameterType.STRING;
        };
    }

    private Appearance appearance(Keys keys) {
        List<Template> flag = keys.text("cliFlag")
                .map(text -> templates.split(text, keys.at("cliFlag"), templates.single()))
                .orElse(List.of());
        BooleanStyle booleans = switch (keys.text("booleanStyle", "flag")) {
            case "value" -> BooleanStyle.VALUE;
            case "equals" -> BooleanStyle.EQUALS;
            default -> BooleanStyle.FLAG;
        };
        return new Appearance(
                flag,
                keys.text("listSeparator", ","),
                booleans,
                keys.text("envVar").orElse(null));
    }

    private @Nullable FallbackValue fallback(Keys keys, ParameterType type, List<Rule> rules) {
        Optional<String> text = keys.text("default");
        if (text.isEmpty() && !keys.isList("default")) {
            return null;
        }
        if (keys.isList("default") && type != ParameterType.LIST) {
            keys.problem("default", "is a list, but the parameter is of type " + type.word());
            return null;
        }
        List<Template> items = text.isPresent()
                ? List.of(templates.read(
                        type == ParameterType.BOOL ? bool(keys) : text.get(), keys.at("default"), templates.single()))
                : templates.list(keys, "default", templates.single());
        FallbackValue fallback = new FallbackValue(items);
        if (fallback.fixed()) {
            KnownParameter.faultOf(type, rules, fallback.texts())
                    .ifPresent(fault -> keys.problem("default", "is " + fallback.texts() + ", but " + fault));
        }
        return fallback;
    }

    private static String bool(Keys keys) {
        return Boolean.toString(keys.truth("default"));
    }

    private static Denial denial(Keys keys) {
        boolean regex = keys.text("type", "exact").equals("regex");
        TextPattern name = pattern(keys, "pattern", keys.text("pattern", ""), regex);
        List<TextPattern> only = keys.texts("values").stream()
                .map(value -> pattern(keys, "values", value, regex))
                .toList();
        Denial.Values values;
        if (keys.isList("values")) {
            values = new Denial.Values.Only(only);
        } else {
            values = keys.truth("values") ? new Denial.Values.Too() : new Denial.Values.Any();
        }
        return new Denial(name, values, keys.text("reason", ""));
    }

    private static TextPattern pattern(Keys keys, String key, String text, boolean regex) {
        if (!regex) {
            return new TextPattern.Exactly(text);
        }
        try {
            return new TextPattern.Found(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            keys.problem(key, "is not a regular expression: " + e.getDescription() + " (in '" + text + "')");
            return new TextPattern.Exactly(text);
        }
    }
}
