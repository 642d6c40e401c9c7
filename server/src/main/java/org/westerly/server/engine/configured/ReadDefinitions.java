package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.westerly.server.engine.definition.DefinitionReader;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.InvalidDefinitionException;
import org.westerly.server.engine.definition.Source;

/**
 * Every definition there is: those that come with the server, then the site's.
 *
 * @param all in the order in which engines are preferred
 * @param remarks what their authors would like to know
 */
public record ReadDefinitions(List<EngineDefinition> all, List<String> remarks) {

    public ReadDefinitions {
        all = List.copyOf(all);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads them.
     *
     * @param folder with the site's own, if it has any
     * @throws InvalidDefinitionException with the problems of all files
     * @throws IOException when one cannot be read
     */
    public static ReadDefinitions from(Optional<Path> folder) throws InvalidDefinitionException, IOException {
        List<Source> sources = new ArrayList<>(Source.builtIn());
        if (folder.isPresent()) {
            sources.addAll(inFolder(folder.get()));
        }
        return read(sources);
    }

    private static ReadDefinitions read(List<Source> sources) throws InvalidDefinitionException, IOException {
        DefinitionReader reader = new DefinitionReader();
        List<EngineDefinition> all = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Source source : sources) {
            try {
                DefinitionReader.Read read = reader.read(source);
                remarks.addAll(read.remarks());
                for (EngineDefinition definition : read.engines()) {
                    all.add(definition);
                    if (!names.add((definition.name() + "-" + definition.version()).toLowerCase(Locale.ROOT))) {
                        problems.add(source.label() + ":1: there is another definition of " + definition.name() + " "
                                + definition.version());
                    }
                }
            } catch (InvalidDefinitionException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException(problems);
        }
        return new ReadDefinitions(all, remarks);
    }

    /** Both {@code NAME.yaml} and {@code NAME/engine.yaml}. */
    private static List<Source> inFolder(Path folder) throws InvalidDefinitionException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidDefinitionException(List.of("engines.dir: " + folder + " is not a folder"));
        }
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                boolean yaml =
                        entry.toString().endsWith(".yaml") || entry.toString().endsWith(".yml");
                if (yaml && Files.isRegularFile(entry)) {
                    sources.add(new Source.InFile(entry));
                } else if (Files.isRegularFile(entry.resolve("engine.yaml"))) {
                    sources.add(new Source.InFile(entry.resolve("engine.yaml")));
                }
            }
        }
        return sources;
    }
}
