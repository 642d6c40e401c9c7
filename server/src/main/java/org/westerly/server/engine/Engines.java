package org.westerly.server.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.run.EngineChoice;

/** The engines that were found working, and the rules by which one is chosen. */
public final class Engines {

    private final List<Engine> engines;
    private final Map<String, String> defaults;

    /**
     * @param engines in the order of preference; the first that fits is taken
     * @param defaults engine by workflow type, as {@code name} or {@code name@version}, in any case of letters
     */
    public Engines(List<Engine> engines, Map<String, String> defaults) {
        this.engines = List.copyOf(engines);
        TreeMap<String, String> byType = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byType.putAll(defaults);
        this.defaults = byType;
    }

    public List<Engine> all() {
        return engines;
    }

    /** The engine that a stored run was given, if it is still there. */
    public Optional<Engine> find(EngineChoice choice) {
        return engines.stream().filter(engine -> engine.choice().equals(choice)).findFirst();
    }

    /** An engine for a request, or every fault that keeps it from having one. */
    public sealed interface Selection {
        record Chosen(Engine engine) implements Selection {}

        record Refused(List<FieldFault> faults) implements Selection {}
    }

    /** Type names match in any case of letters; versions and engine names exactly, but for the case of the latter. */
    public Selection select(
            String type, String typeVersion, @Nullable String engineName, @Nullable String engineVersion) {
        List<Engine> ofType = engines.stream()
                .filter(engine -> versions(engine, type) != null)
                .toList();
        if (ofType.isEmpty()) {
            return refused(
                    "workflow_type",
                    type,
                    engines.stream()
                            .flatMap(e -> e.workflowTypes().keySet().stream())
                            .sorted());
        }
        List<Engine> named = ofType.stream()
                .filter(engine -> engineName == null || engine.choice().name().equalsIgnoreCase(engineName))
                .toList();
        if (named.isEmpty()) {
            return refused(
                    "workflow_engine",
                    engineName,
                    ofType.stream().map(e -> e.choice().name()).sorted());
        }
        List<Engine> versioned = named.stream()
                .filter(engine ->
                        engineVersion == null || engine.choice().version().equals(engineVersion))
                .toList();
        if (versioned.isEmpty()) {
            return refused(
                    "workflow_engine_version",
                    engineVersion,
                    named.stream().map(e -> e.choice().version()));
        }
        List<Engine> fitting = versioned.stream()
                .filter(engine -> speaks(engine, type, typeVersion))
                .toList();
        if (fitting.isEmpty()) {
            return refused(
                    "workflow_type_version",
                    typeVersion,
                    versioned.stream()
                            .flatMap(e -> versionsOf(e, type).stream())
                            .sorted());
        }
        String preferred = defaults.get(type);
        return new Selection.Chosen(fitting.stream()
                .filter(engine -> preferred != null && isCalled(engine.choice(), preferred))
                .findFirst()
                .orElse(fitting.getFirst()));
    }

    /** Is it the engine that {@code NAME} or {@code NAME@VERSION} means? */
    public static boolean isCalled(EngineChoice engine, String called) {
        return engine.isCalled(called);
    }

    private static boolean speaks(Engine engine, String type, String version) {
        return versionsOf(engine, type).stream().anyMatch(known -> known.equalsIgnoreCase(version));
    }

    private static List<String> versionsOf(Engine engine, String type) {
        List<String> versions = versions(engine, type);
        return versions == null ? List.of() : versions;
    }

    private static @Nullable List<String> versions(Engine engine, String type) {
        return engine.workflowTypes().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(type))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static Selection refused(String field, @Nullable String value, java.util.stream.Stream<String> supported) {
        String list = supported.distinct().collect(Collectors.joining(", "));
        return new Selection.Refused(List.of(new FieldFault(
                field,
                String.format(
                        Locale.ROOT,
                        "'%s' is not supported here; supported: %s",
                        value,
                        list.isEmpty() ? "none" : list))));
    }
}
