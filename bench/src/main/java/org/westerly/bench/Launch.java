package org.westerly.bench;

import java.nio.file.Path;
import java.util.List;

/** The two ways to start the server that are compared. */
enum Launch {
    /** Without any of the launcher's flags and without its AOT cache; the heap is the same. */
    PLAIN_JAVA {
        @Override
        List<String> command(Installation installation) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-jar",
                    installation.app().resolve("quarkus-run.jar").toString(),
                    "serve");
        }
    },
    /** By the launcher itself, so what its own script costs is in the numbers. */
    AS_LAUNCHED {
        @Override
        List<String> command(Installation installation) {
            return List.of(installation.root().resolve("westerly").toString(), "serve", "--no-install");
        }
    };

    abstract List<String> command(Installation installation);
}
