package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.EngineDefinition.Container;

/** Makes an engine of its definition, if what it needs is on this machine. */
record MakeEngine(EngineSettings settings) {

    private static final String HERE = "local";

    /** What came of it. */
    sealed interface Result {
        record Made(ConfiguredEngine engine) implements Result {}

        record Unusable(Absence why) implements Result {}
    }

    Result make(EngineDefinition definition) throws IOException {
        if (!definition.identity().backend().equalsIgnoreCase(HERE)) {
            return new Result.Unusable(Absence.of("its backend is '"
                    + definition.identity().backend() + "', and this server has only '" + HERE + "'"));
        }
        if (container(definition) == null && !definition.command().containers().isEmpty()) {
            return new Result.Unusable(withoutRuntime(definition));
        }
        Path unpacked = settings.folders().unpacked();
        EngineEnvironment environment = EngineEnvironment.of(settings, runtime(definition));
        Machine machine = machine(definition, Unpacked.resources(definition).unpack(unpacked));
        Unpacked.containerPrograms().unpack(unpacked);
        Unpacked.hooks(definition).unpack(unpacked);
        AskProgram ask = new AskProgram(unpacked.resolve("detected.properties"));
        return switch (new Detect(machine, environment, ask).find(definition)) {
            case Detect.Finding.Missing(Absence why) -> new Result.Unusable(why);
            case Detect.Finding.There(String version) ->
                new Result.Made(engine(
                        definition.found(version).within(settings.site().limits()),
                        machine.found(version),
                        environment,
                        ask));
        };
    }

    private Absence withoutRuntime(EngineDefinition definition) {
        String reason = "it cannot use '" + runtime(definition) + "', which engines.containers asks for; it can: "
                + String.join(
                        ", ",
                        definition.command().containers().keySet().stream()
                                .sorted()
                                .toList());
        return new Absence(reason, reason, "set engines.containers-of." + definition.name());
    }

    private String runtime(EngineDefinition definition) {
        return settings.site().runtimeOf(definition.name());
    }

    private @Nullable Container container(EngineDefinition definition) {
        return definition.command().containers().get(runtime(definition));
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
        Path resources = Unpacked.resources(definition).place(settings.folders().unpacked());
        return planner(definition, machine(definition, resources), EngineEnvironment.of(settings, runtime(definition)));
    }

    private PlanLaunch planner(EngineDefinition definition, Machine machine, EngineEnvironment environment) {
        LaunchValues values =
                new LaunchValues(definition, machine, settings.folders().caches());
        return new PlanLaunch(definition, values, environment, container(definition));
    }

    private ConfiguredEngine engine(
            EngineDefinition definition, Machine machine, EngineEnvironment environment, AskProgram ask) {
        Path scripts = Unpacked.hooks(definition).place(settings.folders().unpacked());
        return ConfiguredEngine.of(
                definition,
                new Detect(machine, environment, ask),
                planner(definition, machine, environment),
                new HookCalls(definition, machine, environment, scripts));
    }
}
