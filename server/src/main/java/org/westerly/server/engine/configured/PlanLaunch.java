package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.Plan.PlannedFile;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.EngineDefinition.Container;
import org.westerly.server.engine.definition.ParamsStyle;
import org.westerly.server.engine.definition.RunLayout;
import org.westerly.server.engine.parameters.Judgement;
import org.westerly.server.engine.parameters.RenderParameters;
import org.westerly.server.engine.parameters.Rendered;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.Secrets;

/** Builds an engine's argument list, environment and files for one run. Touches nothing. */
record PlanLaunch(
        EngineDefinition definition,
        LaunchValues values,
        EngineEnvironment environment,
        @Nullable Container container) {

    Plan plan(Launch launch) throws EngineMissingException {
        Judgement judgement = JudgeRequest.parameters(definition, launch.request());
        if (!judgement.faults().isEmpty()) {
            throw new EngineMissingException("the rules of " + definition.name()
                    + " have changed since the run was accepted: "
                    + "engine parameter '" + judgement.faults().getFirst().parameter() + "' "
                    + judgement.faults().getFirst().problem());
        }
        Map<Placeholder, String> places = values.of(launch);
        Params params = params(launch, places);
        places.put(Placeholder.PARAMS_FILE, params.path().toString());
        Rendered rendered = RenderParameters.render(judgement.settings(), places);
        List<String> argv = argv(places, params.words(), rendered.words());
        List<PlannedFile> files = new ArrayList<>(params.files());
        List<String> notes = new ArrayList<>();
        config(launch, places, files, notes);
        if (launch.params() != null && !takesParams()) {
            notes.add("the engine takes no workflow parameters: ignored");
        }
        return new Plan(
                argv,
                Secrets.of(launch.request()).mask(argv),
                environment.of(places, definition.command().environment(), container, rendered.variables()),
                files,
                folders(launch.folder(), places, files),
                notes);
    }

    private List<String> argv(Map<Placeholder, String> places, List<String> params, List<String> parameters) {
        List<String> containers = container == null
                ? List.of()
                : container.arguments().stream().map(word -> word.fill(places)).toList();
        return definition.command().template().stream()
                .flatMap(word -> {
                    if (word.is(Placeholder.ENGINE_PARAMS)) {
                        return parameters.stream();
                    }
                    if (word.is(Placeholder.WORKFLOW_PARAMS)) {
                        return params.stream();
                    }
                    return word.is(Placeholder.CONTAINER_PARAMS) ? containers.stream() : Stream.of(word.fill(places));
                })
                .toList();
    }

    /**
     * The workflow's parameters for this launch.
     *
     * @param words what {@code {workflow_params}} stands for as a word by itself
     */
    private record Params(Path path, List<String> words, List<PlannedFile> files) {}

    private Params params(Launch launch, Map<Placeholder, String> places) {
        String json = launch.params() == null ? "{}" : launch.params();
        return switch (definition.command().params()) {
            case ParamsStyle.Inline inline ->
                new Params(
                        launch.folder().params(),
                        new InlineParams(inline).words(json),
                        List.of(new PlannedFile(launch.folder().params(), json)));
            case ParamsStyle.InFile inFile -> {
                Path path = path(inFile, launch.folder(), places);
                places.put(Placeholder.WORKFLOW_PARAMS, path.toString());
                List<PlannedFile> files = List.of(new PlannedFile(path, ParamsFile.text(inFile.format(), json)));
                boolean leftOut = !inFile.flag().isEmpty() && launch.params() == null;
                yield new Params(path, leftOut ? List.of() : words(inFile, path, places), leftOut ? List.of() : files);
            }
        };
    }

    private static Path path(ParamsStyle.InFile style, RunFolder folder, Map<Placeholder, String> places) {
        if (style.path() == null) {
            return folder.params().resolveSibling("params." + style.format().extension());
        }
        return inside(folder, style.path(), places);
    }

    private static List<String> words(ParamsStyle.InFile style, Path path, Map<Placeholder, String> places) {
        if (style.flag().isEmpty()) {
            return List.of(path.toString());
        }
        List<String> words = new ArrayList<>(
                style.flag().stream().map(word -> word.fill(places)).toList());
        if (words.getLast().endsWith("=")) {
            words.add(words.removeLast() + path);
        } else {
            words.add(path.toString());
        }
        return words;
    }

    /** A file of the run, named by the definition: whatever it says, it lies in the run's folder. */
    private static Path inside(RunFolder folder, Template name, Map<Placeholder, String> places) {
        Path path = folder.work().resolve(name.fill(places)).normalize();
        if (!path.startsWith(folder.root()) || path.equals(folder.root())) {
            throw new IllegalStateException("'" + name + "' leaves the run's folder");
        }
        return path;
    }

    private void config(Launch launch, Map<Placeholder, String> places, List<PlannedFile> files, List<String> notes) {
        RunLayout.ConfigFile config = definition.runs().config();
        if (config == null) {
            return;
        }
        Path path = inside(launch.folder(), config.path(), places);
        files.add(new PlannedFile(path, config.content().fill(places)));
        boolean replaced = path.startsWith(launch.folder().work())
                && launch.request()
                        .attachments()
                        .contains(launch.folder().work().relativize(path).toString());
        if (replaced) {
            notes.add("the attachment '" + path.getFileName() + "' was replaced by the configuration of this site");
        }
    }

    private List<Path> folders(RunFolder folder, Map<Placeholder, String> places, List<PlannedFile> files) {
        Stream<Path> subdirs = definition.runs().folders().values().stream().map(path -> Places.subdir(folder, path));
        Stream<Path> parents = files.stream().map(file -> file.path().getParent());
        Stream<Path> cache =
                usesCache() ? Stream.of(Path.of(places.getOrDefault(Placeholder.CACHE, ""))) : Stream.empty();
        return Stream.of(subdirs, parents, cache)
                .flatMap(paths -> paths)
                .distinct()
                .toList();
    }

    private boolean usesCache() {
        return templates().anyMatch(template -> template.names(Placeholder.CACHE));
    }

    private boolean takesParams() {
        return templates()
                .anyMatch(template ->
                        template.names(Placeholder.WORKFLOW_PARAMS) || template.names(Placeholder.PARAMS_FILE));
    }

    /** All in which the definition can name something for the engine. */
    private Stream<Template> templates() {
        RunLayout.ConfigFile config = definition.runs().config();
        return Stream.of(
                        definition.command().template().stream(),
                        definition.command().environment().variables().values().stream(),
                        definition.parameters().known().stream()
                                .flatMap(parameter -> parameter.appearance().flag().stream()),
                        config == null ? Stream.<Template>empty() : Stream.of(config.content()))
                .flatMap(templates -> templates);
    }
}
