package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.westerly.server.engine.template.Placeholder;

/**
 * Where things are on this machine.
 *
 * @param engineHome where the engine is installed, or would be
 * @param resources where the files that come with its definition are
 */
record Machine(Path engineHome, Path resources, Path java, String version) {

    Map<Placeholder, String> values() {
        Map<Placeholder, String> values = new HashMap<>();
        values.put(Placeholder.ENGINE_HOME, engineHome.toString());
        values.put(Placeholder.RESOURCES, resources.toString());
        values.put(Placeholder.JAVA, java.toString());
        values.put(Placeholder.VERSION, version);
        return values;
    }

    Machine found(String version) {
        return new Machine(engineHome, resources, java, version);
    }
}
