package org.westerly.server.config;

import java.nio.file.Path;
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

        @Setting(doc = "Folder with more engines: one sub-folder each, with an `engine.yaml`.")
        Optional<Path> dir,

        @Setting(
                name = "default",
                doc = "Engine for a workflow type when a request names none: `CWL=cwltool, NFL=nextflow`.",
                pattern = "\\S+",
                allowed = "pairs of workflow type and engine name, such as CWL=cwltool")
        Map<String, String> defaults) {

    public EnginesSettings {
        defaults = Map.copyOf(defaults);
    }
}
