package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.EngineDefinition.Container;

/** Makes an engine of its definition, if what it needs is on this machine. */
record MakeEngine(EngineSettings settings) {

    private static final String HERE = "local";

    /** What came of it. */
    sealed interface Result {
        record Made(ConfiguredEngine engine) implements Result {}

        record Unusable(String reason, String advice) implements Result {}
    }

    Result make(EngineDefinition definition) throws IOException {
        if (!definition.identity().backend().equalsIgnoreCase(HERE)) {
            return new Result.Unusable(
                    "its backend is '" + definition.identity().backend() + "', and this server has only '" + HERE + "'",
                    "");
        }
        String runtime = settings.site().runtimeOf(definition.name());
        Container container = definition.command().containers().get(runtime);
        if (container == null && !definition.command().containers().isEmpty()) {
            return new Result.Unusable(
                    "it cannot use '" + runtime + "', which engines.containers asks for; it can: "
                            + String.join(
                                    ", ",
                                    definition.command().containers().keySet().stream()
                                            .sorted()
                                            .toList()),
                    "set engines.containers-of." + definition.name());
        }
        EngineEnvironment environment = environment();
        Machine machine = machine(
                definition, UnpackResources.of(definition, settings.folders().unpacked()));
        AskProgram ask = new AskProgram(settings.folders().unpacked().resolve("detected.properties"));
        return switch (new Detect(machine, environment, ask).find(definition)) {
            case Detect.Finding.Missing(String reason, String advice) -> new Result.Unusable(reason, advice);
            case Detect.Finding.There(String version) ->
                new Result.Made(engine(definition.found(version), machine.found(version), environment, container, ask));
        };
    }

    private EngineEnvironment environment() {
        return new EngineEnvironment(
                settings.environment(),
                List.of(),
                settings.site().path().stream().map(Path::toString).toList(),
                settings.site().shims());
    }

    private Machine machine(EngineDefinition definition, Path resources) {
        return new Machine(
                settings.folders().home().resolve(definition.folderName()),
                resources,
                settings.java(),
                definition.version());
    }

    /** The planner of an engine that may not be there; nothing is unpacked for it. */
    PlanLaunch planner(EngineDefinition definition) throws IOException {
        Path resources = UnpackResources.place(definition, settings.folders().unpacked());
        LaunchValues values = new LaunchValues(
                definition, machine(definition, resources), settings.folders().caches());
        Container container =
                definition.command().containers().get(settings.site().runtimeOf(definition.name()));
        return new PlanLaunch(definition, values, environment(), container);
    }

    private ConfiguredEngine engine(
            EngineDefinition definition,
            Machine machine,
            EngineEnvironment environment,
            @Nullable Container container,
            AskProgram ask) {
        LaunchValues values =
                new LaunchValues(definition, machine, settings.folders().caches());
        return ConfiguredEngine.of(
                definition,
                new Detect(machine, environment, ask),
                new PlanLaunch(definition, values, environment, container));
    }
}
