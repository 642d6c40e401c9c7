package org.westerly.server.app.engines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.westerly.server.engine.definition.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the format of definitions, for editors. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of engine.yaml, for an editor's completion.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (InputStream schema = Schema.class.getResourceAsStream(Schema.RESOURCE)) {
            spec.commandLine()
                    .getOut()
                    .print(new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
