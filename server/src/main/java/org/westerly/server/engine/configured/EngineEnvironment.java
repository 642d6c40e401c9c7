package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.definition.EngineDefinition.Container;
import org.westerly.server.engine.definition.EngineDefinition.Environment;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;

/**
 * An engine's environment, made from nothing: it is the same for every run, wherever the server was started from.
 *
 * @param server the server's own, of which an engine sees what its definition names
 * @param first folders before all others in the search path
 * @param searched folders that programs are looked for in, besides the system's
 * @param settings of the server that shims ask for
 */
record EngineEnvironment(
        Map<String, String> server, List<String> first, List<String> searched, Map<String, String> settings) {

    private static final List<String> SYSTEM =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** Where a container runtime's daemon, store and log-ins are. */
    private static final Pattern OF_RUNTIMES =
            Pattern.compile("DOCKER_[A-Z_]+|CONTAINERS?_[A-Z_]+|APPTAINER_[A-Z_]+|SINGULARITY_[A-Z_]+|XDG_RUNTIME_DIR");

    /** The environment of engines of a site, as far as it is the same for all of one container runtime. */
    static EngineEnvironment of(EngineSettings settings, String runtime) throws IOException {
        Map<String, String> given = new HashMap<>(settings.site().shims());
        if (!runtime.equals("none")) {
            settings.environment().forEach((name, value) -> {
                if (OF_RUNTIMES.matcher(name).matches()) {
                    given.put(name, value);
                }
            });
            given.put("WESTERLY_CONTAINERS_HOME", settings.environment().getOrDefault("HOME", "/"));
        }
        // Containers of these two are no children of the engine that starts them: a label tells whose they are.
        boolean daemon = runtime.equals("docker") || runtime.equals("podman");
        Path programs = Unpacked.containerPrograms().place(settings.folders().unpacked());
        return new EngineEnvironment(
                settings.environment(),
                daemon ? List.of(programs.toString()) : List.of(),
                settings.site().path().stream().map(Path::toString).toList(),
                given);
    }

    /** The folders that a program without a path is looked for in, first come, first served. */
    List<String> path(Stream<String> definitions) {
        return Stream.of(first.stream(), definitions, searched.stream(), SYSTEM.stream())
                .flatMap(folders -> folders)
                .toList();
    }

    Map<String, String> of(
            Map<Placeholder, String> places,
            Environment definition,
            @Nullable Container container,
            Map<String, String> parameters) {
        Map<String, String> environment = new HashMap<>();
        for (String name : definition.passed()) {
            String value = server.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put(
                "PATH",
                path(definition.path().stream()
                                .filter(folder -> folder.needsOnly(places.keySet()))
                                .map(folder -> folder.fill(places)))
                        .stream()
                        .distinct()
                        .collect(Collectors.joining(":")));
        environment.put("LANG", "C.UTF-8");
        String tmp = places.getOrDefault(Placeholder.TMP, "/tmp");
        environment.put("HOME", tmp);
        environment.put("TMPDIR", tmp);
        environment.putAll(settings);
        fill(definition.variables(), places, environment);
        if (container != null) {
            fill(container.variables(), places, environment);
        }
        environment.putAll(parameters);
        return environment;
    }

    private static void fill(
            Map<String, Template> variables, Map<Placeholder, String> places, Map<String, String> environment) {
        // Around a run less is known of it than at its launch: what cannot be filled is not there then.
        variables.forEach((name, value) -> {
            if (value.needsOnly(places.keySet())) {
                environment.put(name, value.fill(places));
            }
        });
    }
}
