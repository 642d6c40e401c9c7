package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where engines are looked for, and what they get from the server.
 *
 * @param home the folder that engines are installed into, one folder each
 * @param definitions a folder with the site's own definitions
 * @param unpacked a folder for the files that come with the definitions
 * @param java the Java program for engines that run on it
 * @param environment the server's own; an engine sees of it what its definition names
 */
public record EngineSettings(
        Path home, Optional<Path> definitions, Path unpacked, Path java, Map<String, String> environment) {

    public EngineSettings {
        home = home.toAbsolutePath().normalize();
        unpacked = unpacked.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** The Java program that this server runs on. */
    public static Path ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
