package org.westerly.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which engines there are, and which is taken.
 *
 * @param defaults engine name by workflow type; the key is {@code engines.default}
 */
@Section("The workflow engines.")
public record EnginesSettings(
        @Setting(
                doc = "Folder that `engines install` installs engines into, and that they are looked for in first.",
                fallback = "${data.dir}/engines")
        Path home,

        @Setting(doc = "Folder with more engines: `NAME.yaml`, or a sub-folder with an `engine.yaml`.")
        Optional<Path> dir,

        @Setting(
                name = "default",
                doc = "Engine for a workflow type when a request names none: `CWL=cwltool, NFL=nextflow@25.04.4`."
                        + " Otherwise the first that is described, in its newest version.",
                pattern = "[^\\s@]+(@[^\\s@]+)?",
                allowed = "pairs of workflow type and engine, such as CWL=cwltool or CWL=cwltool@3.1")
        Map<String, String> defaults,

        @Setting(doc = "Folders in which the programs of engines are looked for, besides the system's.")
        List<Path> path) {

    public EnginesSettings {
        defaults = Map.copyOf(defaults);
        path = List.copyOf(path);
    }
}
