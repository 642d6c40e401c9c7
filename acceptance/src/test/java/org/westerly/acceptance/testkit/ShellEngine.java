package org.westerly.acceptance.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An engine of the site's own, added by YAML alone: a workflow of type {@code SH} is a script for {@code sh}. */
public final class ShellEngine {

    private static final String YAML = """
            version: "1"
            engine:
              name: shell
              version: "1"
              workflowTypes: [SH]
              workflowTypeVersions:
                SH: ["1.0"]
              commandTemplate: [/bin/sh, "{workflow_path}"]
              outputs:
                listing: "{workdir}"
            """;

    private ShellEngine() {}

    /** Writes the definition below {@code folder} and answers the option that makes a server read it. */
    public static String[] option(Path folder) throws IOException {
        Path engines = Files.createDirectories(folder.resolve("site-engines"));
        Files.writeString(engines.resolve("shell.yaml"), YAML);
        return new String[] {"--set", "engines.dir=" + engines};
    }

    /** A submission of one script. */
    public static Form script(String text) {
        return Form.of("SH", "1.0", "run.sh").attach("run.sh", text);
    }
}
