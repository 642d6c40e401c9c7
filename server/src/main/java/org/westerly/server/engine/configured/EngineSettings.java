package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.engine.Limits;

/**
 * Where engines are looked for, and what they get from the server.
 *
 * @param java the Java program for engines that run on it
 * @param environment the server's own; an engine sees of it what its definition names
 */
public record EngineSettings(Folders folders, Path java, Map<String, String> environment, Site site) {

    public EngineSettings {
        environment = Map.copyOf(environment);
    }

    /**
     * Places.
     *
     * @param home the folder that engines are installed into, one folder each
     * @param definitions a folder with the site's own definitions
     * @param unpacked a folder for the files that come with the definitions
     * @param caches a folder for results that runs share
     */
    public record Folders(Path home, Optional<Path> definitions, Path unpacked, Path caches) {
        public Folders {
            home = home.toAbsolutePath().normalize();
            unpacked = unpacked.toAbsolutePath().normalize();
            caches = caches.toAbsolutePath().normalize();
        }
    }

    /**
     * What the operator wants of all engines.
     *
     * @param path folders that programs are looked for in, besides the system's
     * @param containers the container runtime: {@code none}, {@code docker}, {@code podman}, {@code apptainer}, {@code bwrap}
     * @param containersOf the same for single engines, by name
     * @param shims environment variables that shims ask for
     * @param limits of run times, where a definition says nothing
     */
    public record Site(
            List<Path> path,
            String containers,
            Map<String, String> containersOf,
            Map<String, String> shims,
            Limits limits) {

        /** Nothing in particular. */
        public static final Site PLAIN = new Site(List.of(), "none", Map.of(), Map.of());

        public Site {
            path = List.copyOf(path);
            containersOf = Map.copyOf(containersOf);
            shims = Map.copyOf(shims);
        }

        /** Runs may take as long as their engine lets them. */
        public Site(List<Path> path, String containers, Map<String, String> containersOf, Map<String, String> shims) {
            this(path, containers, containersOf, shims, Limits.NONE);
        }

        String runtimeOf(String engine) {
            return containersOf.getOrDefault(engine, containers);
        }
    }

    /** The Java program that this server runs on. */
    public static Path ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
