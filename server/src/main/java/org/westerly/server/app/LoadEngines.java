package org.westerly.server.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.westerly.server.config.EnginesSettings;
import org.westerly.server.config.Settings;
import org.westerly.server.config.Similar;
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
        checkDefaults(settings.engines(), described(settings));
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
                new Site(settings.engines().path(), "none", Map.of(), Map.of()));
    }

    private static void checkDefaults(EnginesSettings settings, List<EngineDefinition> described) {
        List<String> names =
                described.stream().map(EngineDefinition::name).distinct().toList();
        String unknown = settings.defaults().entrySet().stream()
                .filter(one -> names.stream()
                        .noneMatch(name -> name.equalsIgnoreCase(one.getValue().split("@", 2)[0])))
                .map(one -> "engines.default." + one.getKey() + " is '" + one.getValue()
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
