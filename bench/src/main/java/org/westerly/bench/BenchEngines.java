package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Engines that do as little as can be, so that what is left is the server's. */
final class BenchEngines {

    /** Ends at once. */
    static final String AT_ONCE = "NOOP";

    /** Runs the attached script. */
    static final String SCRIPT = "SCRIPT";

    /** The program behind {@link #AT_ONCE}. */
    static final String PROGRAM = "/bin/true";

    private BenchEngines() {}

    /** Writes the definitions below {@code folder} and answers the setting that makes a server read them. */
    static String write(Path folder) throws IOException {
        Path engines = Files.createDirectories(folder.resolve("engines"));
        Files.writeString(engines.resolve("at-once.yaml"), definition("at-once", AT_ONCE, PROGRAM));
        Files.writeString(engines.resolve("script.yaml"), definition("script", SCRIPT, "/bin/sh, \"{workflow_path}\""));
        return "engines.dir=" + engines;
    }

    private static String definition(String name, String type, String command) {
        return """
                version: "1"
                engine:
                  name: %s
                  version: "1"
                  workflowTypes: [%s]
                  workflowTypeVersions:
                    %s: ["1.0"]
                  commandTemplate: [%s]
                  outputs:
                    listing: "{outputs}"
                """.formatted(name, type, type, command);
    }
}
