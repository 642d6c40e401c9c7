package org.westerly.server.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.westerly.server.config.FetchSettings;
import org.westerly.server.config.RunsSettings;
import org.westerly.server.config.Settings;
import org.westerly.server.config.Similar;
import org.westerly.server.engine.Limits;
import org.westerly.server.engine.configured.EngineCatalog;
import org.westerly.server.engine.configured.EngineSettings;
import org.westerly.server.engine.configured.EngineSettings.Folders;
import org.westerly.server.engine.configured.EngineSettings.Site;
import org.westerly.server.engine.configured.ReadDefinitions;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.InvalidDefinitionException;

/** The engines by the settings; a definition that is not understood refuses the start. */
public final class LoadEngines {

    private LoadEngines() {}

    public static EngineCatalog of(Settings settings) {
        List<String> names = described(settings).stream()
                .map(EngineDefinition::name)
                .distinct()
                .toList();
        checkNames(names, "engines.default", settings.engines().defaults());
        checkNames(
                names,
                "queue.per-engine",
                settings.queue().perEngine().keySet().stream().collect(Collectors.toMap(name -> name, name -> name)));
        checkNames(
                names,
                "queue.max-wait-of",
                settings.queue().maxWaitOf().keySet().stream().collect(Collectors.toMap(name -> name, name -> name)));
        try {
            return EngineCatalog.load(settings(settings));
        } catch (InvalidDefinitionException | IOException e) {
            throw refused(e);
        }
    }

    /** Every definition: those that come with the server, and the site's. */
    public static List<EngineDefinition> described(Settings settings) {
        try {
            return ReadDefinitions.from(settings.engines().dir()).all();
        } catch (InvalidDefinitionException | IOException e) {
            throw refused(e);
        }
    }

    public static EngineSettings settings(Settings settings) {
        Path data = settings.data().dir().toAbsolutePath().normalize();
        return new EngineSettings(
                new Folders(
                        settings.engines().home(),
                        settings.engines().dir(),
                        data.resolve("shims"),
                        data.resolve("cache")),
                EngineSettings.ownJava(),
                System.getenv(),
                new Site(
                        settings.engines().path(),
                        settings.engines().containers(),
                        settings.engines().containersOf(),
                        fetching(settings.fetch()),
                        runTimes(settings.runs())));
    }

    private static Limits runTimes(RunsSettings runs) {
        Duration usual = runs.runTime().orElse(null);
        Duration most = runs.maxRunTime().orElse(null);
        if (usual != null && most != null && usual.compareTo(most) > 0) {
            throw new StartRefusedException("runs.max-run-time is less than runs.run-time; it must be as much or more");
        }
        return new Limits(usual, most, null);
    }

    /** What shims that fetch for an engine are bound to, as the server itself is. */
    private static Map<String, String> fetching(FetchSettings settings) {
        return Map.of(
                "WESTERLY_FETCH_PRIVATE",
                settings.allowPrivateTargets() ? "1" : "0",
                "WESTERLY_FETCH_MAX_BYTES",
                Long.toString(settings.maxInputBytes().bytes()));
    }

    /** @param called engines as {@code NAME} or {@code NAME@VERSION}, by the setting's own key */
    private static void checkNames(List<String> names, String setting, Map<String, String> called) {
        String unknown = called.entrySet().stream()
                .filter(one -> names.stream()
                        .noneMatch(name -> name.equalsIgnoreCase(one.getValue().split("@", 2)[0])))
                .map(one -> setting + "." + one.getKey() + " is '" + one.getValue()
                        + "', but no engine of that name is described"
                        + Similar.to(one.getValue(), names)
                                .map(name -> "; did you mean " + name + "?")
                                .orElse("; there are " + String.join(", ", names)))
                .sorted()
                .collect(Collectors.joining("\n"));
        if (!unknown.isEmpty()) {
            throw new StartRefusedException(unknown);
        }
    }

    private static StartRefusedException refused(Exception e) {
        return new StartRefusedException("the engines cannot be loaded:\n" + e.getMessage(), e);
    }
}
