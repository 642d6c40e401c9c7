package org.westerly.server.engine.definition;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.westerly.server.engine.definition.EngineDefinition.Identity;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code engine.yaml}: all of it is understood, or none of it is used. */
public final class DefinitionReader {

    private final Schema schema = Schema.ofEngineFiles();

    /**
     * What a file says.
     *
     * @param engines the engine, and its further releases
     * @param remarks what its author would like to know, with file and line
     */
    public record Read(List<EngineDefinition> engines, List<String> remarks) {
        public Read {
            engines = List.copyOf(engines);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Reads one file.
     *
     * @throws InvalidDefinitionException with every problem of the file at once
     */
    public Read read(Source source) throws InvalidDefinitionException, IOException {
        Problems problems = new Problems(source.label());
        try (Reader reader = new InputStreamReader(source.definition(), StandardCharsets.UTF_8)) {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root == null) {
                throw new InvalidDefinitionException(List.of(source.label() + ":1: the file is empty"));
            }
            List<EngineDefinition> engines = new ArrayList<>();
            for (Node release : Releases.of(root)) {
                new CheckShape(problems).check(release, schema);
                engines.add(definition(new Keys(release, "", problems), source));
            }
            problems.throwIfAny();
            return new Read(engines, problems.remarks());
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(line, "is not YAML: " + e.getProblem());
            problems.throwIfAny();
            throw e;
        }
    }

    private static EngineDefinition definition(Keys file, Source source) {
        Keys engine = file.child("engine");
        Keys runs = file.child("runs");
        Templates templates =
                new Templates(file.problems(), ReadRuns.folders(runs).keySet());
        if (engine.has("wesParser")) {
            engine.remark("wesParser", "is not run here: events and outputs say where results are");
        }
        return new EngineDefinition(
                identity(engine),
                new ReadCommand(engine, templates).read(),
                new ReadParameters(engine, templates).read(),
                new ReadResults(engine, runs, templates).read(),
                ReadConduct.read(engine, templates),
                new ReadRuns(runs, templates, source).read(),
                ReadBundle.read(engine, templates, source));
    }

    private static Identity identity(Keys engine) {
        return new Identity(
                engine.text("name", ""),
                engine.text("version", ""),
                engine.text("description", ""),
                engine.text("backend", "local"),
                types(engine));
    }

    private static Map<String, List<String>> types(Keys engine) {
        Map<String, List<String>> types = new LinkedHashMap<>();
        Keys versions = engine.child("workflowTypeVersions");
        List<String> names = engine.texts("workflowTypes");
        for (String name : names) {
            List<String> of =
                    engine.isList("workflowTypeVersions") ? engine.texts("workflowTypeVersions") : versions.texts(name);
            if (of.isEmpty() && engine.has("workflowTypeVersions")) {
                engine.problem("workflowTypeVersions", "must list the versions of " + name);
            }
            types.put(name, of);
        }
        versions.names().stream()
                .filter(name -> !names.contains(name))
                .forEach(name ->
                        versions.problem(name, "is not one of workflowTypes" + Problems.didYouMean(name, names)));
        return types;
    }
}
