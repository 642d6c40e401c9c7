package org.westerly.bench;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What is measured, as the launcher tells it.
 *
 * @param root the project's folder, where the launcher is
 * @param app the packaged server that the launcher starts
 */
record Installation(Path root, Path app) {

    static Installation ofLauncher() {
        return new Installation(property("westerly.root"), property("westerly.app"));
    }

    private static Path property(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty(name), name + " is set by ./westerly bench"));
    }
}
