package org.westerly.server.engine.configured;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                path(definition.path().stream().map(folder -> folder.fill(places))).stream()
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
        variables.forEach((name, value) -> environment.put(name, value.fill(places)));
    }
}
