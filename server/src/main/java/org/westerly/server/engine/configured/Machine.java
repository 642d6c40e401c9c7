package org.westerly.server.engine.configured;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.EngineDefinition.Install;
import org.westerly.server.engine.definition.Placeholder;
import org.westerly.server.engine.definition.Template;

/**
 * Where things are on this machine.
 *
 * @param engineHome where the engine is installed, or would be
 * @param resources where the files that come with its definition are
 */
record Machine(Path engineHome, Path resources, Path java) {

    Map<Placeholder, String> values() {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.ENGINE_HOME, engineHome.toString());
        values.put(Placeholder.RESOURCES, resources.toString());
        values.put(Placeholder.JAVA, java.toString());
        return values;
    }

    /** What keeps the engine from being used; empty when it is there. */
    Optional<String> missing(EngineDefinition definition) {
        for (Template file : definition.detected()) {
            Path place = Path.of(file.fill(values()));
            if (!Files.exists(place)) {
                return Optional.of(
                        definition.bundle().install() instanceof Install.ByHand
                                ? place + " is not there"
                                : place + " is not there; './westerly engines install " + definition.name()
                                        + "' installs it");
            }
        }
        return Optional.empty();
    }
}
