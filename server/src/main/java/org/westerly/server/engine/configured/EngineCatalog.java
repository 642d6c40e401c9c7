package org.westerly.server.engine.configured;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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

    /**
     * A described engine that cannot be used, and why.
     *
     * @param advice what to do about it, empty where that is not known
     */
    public record Missing(String name, String version, String reason, String advice) {

        /** Both in one sentence. */
        public String told() {
            return advice.isEmpty() ? reason : reason + " (" + advice + ")";
        }
    }

    public EngineCatalog {
        found = List.copyOf(found);
        missing = List.copyOf(missing);
        remarks = List.copyOf(remarks);
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
                case MakeEngine.Result.Unusable(String reason, String advice) ->
                    missing.add(new Missing(definition.name(), definition.version(), reason, advice));
            }
        }
        found.sort(Comparator.comparing(
                        (Engine engine) -> names.indexOf(engine.choice().name()))
                .thenComparing(engine -> engine.choice().version(), new VersionOrder().reversed()));
        return new EngineCatalog(found, missing, definitions.remarks());
    }
}
