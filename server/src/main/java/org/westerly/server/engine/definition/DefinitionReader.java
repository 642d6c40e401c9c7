package org.westerly.server.engine.definition;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.definition.EngineDefinition.Bundle;
import org.westerly.server.engine.definition.EngineDefinition.Command;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning;
import org.westerly.server.engine.definition.EngineDefinition.Install;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.engine.definition.EngineDefinition.Results;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code engine.yaml}: all of it is understood, or none of it is used. */
public final class DefinitionReader {

    /** What is fixed while a run works; files of results can be named by these only. */
    private static final Set<Placeholder> OF_RUN = EnumSet.of(
            Placeholder.WORKDIR,
            Placeholder.OUTPUTS,
            Placeholder.TMP,
            Placeholder.ENGINE,
            Placeholder.EVENTS,
            Placeholder.TASKS);

    private static final Set<Placeholder> OF_MACHINE = EnumSet.of(Placeholder.ENGINE_HOME, Placeholder.JAVA);

    /** Name and version become a folder's name. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

    private static final Pattern EXIT_CODE = Pattern.compile("[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]");

    private DefinitionReader() {}

    /**
     * Reads one definition.
     *
     * @throws InvalidDefinitionException with every problem of the file at once
     */
    public static EngineDefinition read(Source source) throws InvalidDefinitionException, IOException {
        Problems problems = new Problems(source.label());
        try (Reader reader = new InputStreamReader(source.definition(), StandardCharsets.UTF_8)) {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root == null) {
                throw new InvalidDefinitionException(List.of(source.label() + ":1: the file is empty"));
            }
            EngineDefinition definition = definition(new Keys(root, "", problems), source);
            problems.throwIfAny();
            return definition;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(line, "is not YAML: " + e.getProblem());
            problems.throwIfAny();
            throw e;
        }
    }

    private static EngineDefinition definition(Keys file, Source source) {
        file.choice("version", List.of("1"));
        Keys engine = file.child("engine");
        EngineDefinition definition = new EngineDefinition(
                word(engine, "name"),
                word(engine, "version"),
                types(engine),
                command(engine),
                results(engine),
                detected(engine),
                bundle(engine, source));
        engine.finish();
        file.finish();
        return definition;
    }

    private static String word(Keys engine, String key) {
        String value = engine.required(key);
        if (!value.isEmpty() && !WORD.matcher(value).matches()) {
            engine.problem(key, "is '" + value + "', but must be letters, digits and . _ + - (at most 100)");
        }
        return value;
    }

    private static Map<String, List<String>> types(Keys engine) {
        List<String> names = engine.list("workflowTypes");
        if (names.isEmpty()) {
            engine.problem("workflowTypes", "must name at least one workflow type");
        }
        Keys versions = engine.child("workflowTypeVersions");
        Map<String, List<String>> types = new LinkedHashMap<>();
        for (String name : names) {
            List<String> of = versions.list(name);
            if (of.isEmpty()) {
                engine.problem("workflowTypeVersions", "must list the versions of " + name);
            }
            types.put(name, of);
        }
        versions.finish();
        return types;
    }

    private static Command command(Keys engine) {
        List<Template> template = engine.templates("commandTemplate");
        if (template.isEmpty()) {
            engine.problem("commandTemplate", "must be a list that starts with a program");
        }
        Keys params = engine.child("workflowParams");
        Keys style = params.child("style");
        style.choice("method", List.of("file"));
        style.choice("format", List.of("json"));
        style.finish();
        params.finish();
        Keys environment = engine.child("environment");
        Keys set = environment.child("set");
        Map<String, Template> variables = new HashMap<>();
        for (String name : set.names()) {
            Template value = set.template(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        List<String> passed = environment.list("pass");
        environment.finish();
        return new Command(template, variables, passed);
    }

    private static Results results(Keys engine) {
        Template events = engine.template("events");
        if (events != null && !events.needsOnly(OF_RUN)) {
            engine.problem("events", "must lie in the run's folder, such as {events}");
        }
        Keys exitCodes = engine.child("exitCodes");
        Map<Integer, ExitMeaning> meanings = new HashMap<>();
        for (String code : exitCodes.names()) {
            Keys meaning = exitCodes.child(code);
            boolean fault =
                    meaning.choice("outcome", List.of("failed", "fault")).equals("fault");
            String reason = meaning.required("reason");
            meaning.finish();
            if (EXIT_CODE.matcher(code).matches()) {
                meanings.put(Integer.valueOf(code), new ExitMeaning(fault, reason));
            } else {
                exitCodes.problem(code, "is not an exit code (0 to 255)");
            }
        }
        return new Results(events, outputs(engine), meanings);
    }

    private static Outputs outputs(Keys engine) {
        Keys keys = engine.child("outputs");
        Template document = keys.template("document");
        Template listing = keys.template("listing");
        List<String> exclude = keys.list("exclude");
        exclude.stream()
                .filter(glob -> !isGlob(glob))
                .forEach(glob -> keys.problem("exclude", "'" + glob + "' is not a glob"));
        keys.finish();
        if ((document == null) == (listing == null)) {
            engine.problem("outputs", "must have one of: document, listing");
        }
        for (Template place : new Template[] {document, listing}) {
            if (place != null && !place.needsOnly(OF_RUN)) {
                engine.problem("outputs", "must lie in the run's folder, such as {outputs}");
            }
        }
        if (listing != null) {
            return new Outputs.Listing(listing, exclude);
        }
        return new Outputs.Document(
                document == null || document.toString().equals("stdout") ? null : document,
                "",
                Outputs.Files.CWL,
                null);
    }

    private static boolean isGlob(String text) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + text) != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static List<Template> detected(Keys engine) {
        Keys detect = engine.child("detect");
        List<Template> files = detect.templates("files");
        detect.finish();
        if (files.stream().anyMatch(file -> !file.needsOnly(OF_MACHINE))) {
            engine.problem("detect", "can only name {engine_home} and {java}");
        }
        return files;
    }

    private static Bundle bundle(Keys engine, Source source) {
        List<String> resources = engine.list("resources");
        for (String resource : resources) {
            if (!WORD.matcher(resource).matches()) {
                engine.problem("resources", "'" + resource + "' must be the name of a file beside engine.yaml");
            }
        }
        Keys keys = engine.child("install");
        List<String> pip = keys.list("pip");
        @Nullable String pom = keys.optional("maven");
        keys.finish();
        if (!pip.isEmpty() && pom != null) {
            engine.problem("install", "can have one of: pip, maven");
        }
        if (pip.stream().anyMatch(item -> item.startsWith("-") || !item.contains("=="))) {
            engine.problem("install.pip", "must pin every package, such as name==1.0");
        }
        if (pom != null && !resources.contains(pom)) {
            engine.problem("install", "'" + pom + "' is not one of engine.resources");
        }
        return new Bundle(source, resources, install(pip, pom));
    }

    private static Install install(List<String> pip, @Nullable String pom) {
        if (pom != null) {
            return new Install.Maven(pom);
        }
        return pip.isEmpty() ? new Install.ByHand() : new Install.Pip(pip);
    }
}
