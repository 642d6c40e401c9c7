package org.westerly.server.engine.configured;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.InvalidDefinitionException;

/**
 * Every engine that is described, and which of them were found working.
 *
 * @param found in the order in which they are preferred: as they are described, the newest version of each first
 * @param missing for the start-up log and the details of readiness
 * @param remarks about the definitions, for the start-up log
 */
public record EngineCatalog(List<Engine> found, List<Missing> missing, List<String> remarks) {

    /** A described engine that cannot be used. */
    public record Missing(String name, String version, Absence why) {}

    public EngineCatalog {
        found = List.copyOf(found);
        missing = List.copyOf(missing);
        remarks = List.copyOf(remarks);
    }

    /** Name and version of every engine, and that it is ready or why it is not. Nothing in it is a secret. */
    public Map<String, String> toldToAnybody() {
        Map<String, String> told = new LinkedHashMap<>();
        found.forEach(engine ->
                told.put(engine.choice().name() + " " + engine.choice().version(), "ready"));
        missing.forEach(engine ->
                told.put(engine.name() + " " + engine.version(), engine.why().published()));
        return told;
    }

    /** The engines found, with the rules of choosing; {@code defaults} is engine name by workflow type. */
    public Engines engines(Map<String, String> defaults) {
        return new Engines(found, defaults);
    }

    /**
     * Reads all definitions, and looks for their engines.
     *
     * @throws InvalidDefinitionException with the problems of all files; the server must not start then
     * @throws IOException when a definition cannot be read or its files cannot be unpacked
     */
    public static EngineCatalog load(EngineSettings settings) throws InvalidDefinitionException, IOException {
        ReadDefinitions definitions = ReadDefinitions.from(settings.folders().definitions());
        List<Engine> found = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        List<String> names = definitions.all().stream()
                .map(EngineDefinition::name)
                .distinct()
                .toList();
        for (EngineDefinition definition : definitions.all()) {
            switch (new MakeEngine(settings).make(definition)) {
                case MakeEngine.Result.Made(ConfiguredEngine engine) -> found.add(engine);
                case MakeEngine.Result.Unusable(Absence why) ->
                    missing.add(new Missing(definition.name(), definition.version(), why));
            }
        }
        found.sort(Comparator.comparing(
                        (Engine engine) -> names.indexOf(engine.choice().name()))
                .thenComparing(engine -> engine.choice().version(), new VersionOrder().reversed()));
        return new EngineCatalog(found, missing, definitions.remarks());
    }
}
