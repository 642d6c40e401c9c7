package org.westerly.server.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.westerly.server.config.Settings;
import org.westerly.server.engine.configured.EngineCatalog;
import org.westerly.server.engine.configured.EngineSettings;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.InvalidDefinitionException;

/** The engines by the settings; a definition that is not understood refuses the start. */
final class LoadEngines {

    private LoadEngines() {}

    static EngineCatalog of(Settings settings) {
        Path data = settings.data().dir();
        try {
            return EngineCatalog.load(new EngineSettings(
                    settings.engines().home(),
                    settings.engines().dir(),
                    data.resolve("shims"),
                    EngineSettings.ownJava(),
                    System.getenv()));
        } catch (InvalidDefinitionException | IOException e) {
            throw new StartRefusedException("the engines cannot be loaded: " + e.getMessage(), e);
        }
    }

    static List<EngineDefinition> builtIn() {
        try {
            return EngineCatalog.builtIn();
        } catch (IOException e) {
            throw new StartRefusedException("the engines cannot be loaded: " + e.getMessage(), e);
        }
    }
}
