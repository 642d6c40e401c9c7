package org.westerly.server.engine.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.westerly.server.engine.definition.EngineDefinition.Command;
import org.westerly.server.engine.definition.EngineDefinition.Container;
import org.westerly.server.engine.definition.EngineDefinition.Environment;
import org.westerly.server.engine.definition.ParamsStyle.Format;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;

/** What is started: {@code commandTemplate}, {@code workflowParams}, {@code environment}, {@code containers}. */
record ReadCommand(Keys engine, Templates templates) {

    private static final String TEMPLATE = "commandTemplate";

    Command read() {
        ParamsStyle params = params();
        return new Command(template(params), params, environment(), containers());
    }

    private List<Template> template(ParamsStyle params) {
        Set<Placeholder> allowed = new HashSet<>(templates.single());
        allowed.addAll(Placeholder.LISTS);
        allowed.add(Placeholder.WORKFLOW_PARAMS);
        List<Template> words = templates.words(engine, TEMPLATE, allowed);
        Set<Placeholder> alone = new HashSet<>(Placeholder.LISTS);
        if (!(params instanceof ParamsStyle.InFile(Format _, Template _, List<Template> flag) && flag.isEmpty())) {
            alone.add(Placeholder.WORKFLOW_PARAMS);
        }
        for (Template word : words) {
            word.placeholders()
                    .filter(placeholder -> alone.contains(placeholder) && !word.is(placeholder))
                    .forEach(placeholder -> engine.problem(
                            TEMPLATE,
                            "has " + placeholder + " within a word, but it stands for several: '" + word + "'"));
        }
        if (!words.isEmpty() && alone.stream().anyMatch(words.getFirst()::is)) {
            engine.problem(TEMPLATE, "must begin with a program");
        }
        if (!words.isEmpty() && words.getFirst().toString().startsWith("-")) {
            engine.problem(TEMPLATE, "must begin with a program, not with the option '" + words.getFirst() + "'");
        }
        return words;
    }

    private ParamsStyle params() {
        Keys style = engine.child("workflowParams").child("style");
        if (style.text("method", "file").equals("inline")) {
            String pair = style.text("keyValueFormat").orElse(null);
            if (pair != null && !(pair.contains("{key}") && pair.contains("{value}"))) {
                style.problem("keyValueFormat", "must hold {key} and {value}");
            }
            return new ParamsStyle.Inline(style.text("prefix", "--"), style.text("separator", " "), pair);
        }
        Set<Placeholder> places = new HashSet<>(templates.ofRun());
        places.addAll(Placeholder.OF_SUBMISSION);
        Template path = style.text("filePath")
                // Metis has the format's name in braces there.
                .map(text -> text.replace("{format}", format(style).extension()))
                .map(text -> templates.read(text, style.at("filePath"), places))
                .orElse(null);
        List<Template> flag = style.text("paramsFileFlag")
                .map(text -> templates.split(text, style.at("paramsFileFlag"), templates.single()))
                .orElse(List.of());
        return new ParamsStyle.InFile(format(style), path, flag);
    }

    private static Format format(Keys style) {
        return switch (style.text("format", "json")) {
            case "yaml" -> Format.YAML;
            case "properties" -> Format.PROPERTIES;
            default -> Format.JSON;
        };
    }

    private Environment environment() {
        Keys environment = engine.child("environment");
        return new Environment(
                templates.map(environment.child("set"), templates.single()),
                environment.texts("pass"),
                templates.list(environment, "path", templates.single()));
    }

    private Map<String, Container> containers() {
        Keys containers = engine.child("containers");
        Map<String, Container> read = new HashMap<>();
        for (String runtime : containers.names()) {
            Keys container = containers.child(runtime);
            read.put(
                    runtime.toLowerCase(Locale.ROOT),
                    new Container(
                            templates.list(container, "arguments", templates.single()),
                            templates.map(container.child("environment"), templates.single())));
        }
        return read;
    }
}
