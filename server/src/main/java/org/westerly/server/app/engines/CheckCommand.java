package org.westerly.server.app.engines;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.westerly.server.engine.definition.DefinitionReader;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.InvalidDefinitionException;
import org.westerly.server.engine.definition.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads definitions as a start would, and tells every problem. */
@Command(
        name = "check",
        description = "Read engine.yaml files as a start of the server would, and tell every problem.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Definitions: files, or folders with an engine.yaml.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        boolean well = true;
        for (Path file : files) {
            well &= check(Files.isDirectory(file) ? file.resolve("engine.yaml") : file);
        }
        return well ? 0 : 1;
    }

    private boolean check(Path file) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            DefinitionReader.Read read = new DefinitionReader().read(new Source.InFile(file));
            for (EngineDefinition engine : read.engines()) {
                out.println(file + ": " + engine.name() + " " + engine.version() + " for "
                        + ListCommand.languages(engine.workflowTypes()));
            }
            read.remarks().forEach(remark -> out.println(remark));
            return true;
        } catch (InvalidDefinitionException e) {
            e.problems().forEach(out::println);
        } catch (IOException e) {
            out.println(file + ": cannot be read: " + e);
        }
        return false;
    }
}
