package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.definition.DefinitionReader;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.InvalidDefinitionException;
import org.westerly.server.engine.definition.Source;

/**
 * Every engine that is described, and which of them were found working.
 *
 * @param missing for the start-up log and the details of readiness
 */
public record EngineCatalog(List<Engine> found, List<Missing> missing) {

    /** A described engine that cannot be used, and why. */
    public record Missing(String name, String version, String reason) {}

    public EngineCatalog {
        found = List.copyOf(found);
        missing = List.copyOf(missing);
    }

    /** The engines found, with the rules of choosing; {@code defaults} is engine name by workflow type. */
    public Engines engines(Map<String, String> defaults) {
        return new Engines(found, defaults);
    }

    /**
     * Every definition that comes with the server.
     *
     * @throws IOException when the server's own files are damaged
     */
    public static List<EngineDefinition> builtIn() throws IOException {
        try {
            return definitions(Source.builtIn());
        } catch (InvalidDefinitionException e) {
            throw new IOException(e);
        }
    }

    /**
     * Reads all definitions, and looks for their engines.
     *
     * @throws InvalidDefinitionException with the problems of all files; the server must not start then
     * @throws IOException when a definition cannot be read or its files cannot be unpacked
     */
    public static EngineCatalog load(EngineSettings settings) throws InvalidDefinitionException, IOException {
        List<Source> sources = new ArrayList<>(Source.builtIn());
        if (settings.definitions().isPresent()) {
            sources.addAll(inFolder(settings.definitions().get()));
        }
        List<Engine> found = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        for (EngineDefinition definition : definitions(sources)) {
            Machine machine = new Machine(
                    settings.home().resolve(definition.folderName()),
                    UnpackResources.of(definition, settings.unpacked()),
                    settings.java());
            machine.missing(definition)
                    .ifPresentOrElse(
                            reason -> missing.add(new Missing(definition.name(), definition.version(), reason)),
                            () -> found.add(ConfiguredEngine.of(definition, machine, settings.environment())));
        }
        found.sort(Comparator.comparing((Engine engine) -> engine.choice().version(), new VersionOrder())
                .reversed());
        return new EngineCatalog(found, missing);
    }

    private static List<EngineDefinition> definitions(List<Source> sources)
            throws InvalidDefinitionException, IOException {
        List<EngineDefinition> read = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Source source : sources) {
            try {
                EngineDefinition definition = DefinitionReader.read(source);
                read.add(definition);
                if (!names.add(definition.folderName())) {
                    problems.add(source.label() + ":1: there is another definition of " + definition.name() + " "
                            + definition.version());
                }
            } catch (InvalidDefinitionException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException(problems);
        }
        return read;
    }

    /** Both {@code NAME.yaml} and {@code NAME/engine.yaml}. */
    private static List<Source> inFolder(Path folder) throws InvalidDefinitionException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidDefinitionException(List.of("engines.dir: " + folder + " is not a folder"));
        }
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (entry.toString().endsWith(".yaml") && Files.isRegularFile(entry)) {
                    sources.add(new Source.InFile(entry));
                } else if (Files.isRegularFile(entry.resolve("engine.yaml"))) {
                    sources.add(new Source.InFile(entry.resolve("engine.yaml")));
                }
            }
        }
        return sources;
    }
}
