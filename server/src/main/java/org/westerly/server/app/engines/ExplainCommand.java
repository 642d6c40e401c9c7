package org.westerly.server.app.engines;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.westerly.server.app.LoadEngines;
import org.westerly.server.app.SettingsOptions;
import org.westerly.server.app.StartRefusedException;
import org.westerly.server.config.Settings;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.configured.ExplainLaunch;
import org.westerly.server.engine.definition.DefinitionReader;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.InvalidDefinitionException;
import org.westerly.server.engine.definition.Source;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.RunRequest;
import org.westerly.server.service.EngineParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a submission would start, without starting anything. */
@Command(
        name = "explain",
        description = "Show the argument list, environment, files and folder that a submission would get.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "FILE|NAME[@VERSION]", description = "A definition, or an engine by its name.")
    private String engine = "";

    @Option(names = "--params", paramLabel = "JSON|FILE", description = "workflow_params: JSON, or a file with it.")
    private @Nullable String params;

    @Option(
            names = "--engine-params",
            paramLabel = "JSON|FILE",
            description = "workflow_engine_parameters: JSON, or a file with it.")
    private @Nullable String engineParams;

    @Option(names = "--workflow", paramLabel = "URL", description = "workflow_url; default: ${DEFAULT-VALUE}.")
    private String workflow = "workflow";

    @Option(names = "--type", paramLabel = "TYPE", description = "workflow_type; default: the engine's first.")
    private @Nullable String type;

    @Option(names = "--type-version", paramLabel = "VERSION", description = "workflow_type_version.")
    private @Nullable String typeVersion;

    @Option(names = "--attach", paramLabel = "NAME", description = "Name of an attachment; may be repeated.")
    private List<String> attachments = List.of();

    @Override
    public Integer call() throws IOException {
        Settings settings = options.load();
        EngineDefinition definition = definition(settings);
        PrintWriter out = spec.commandLine().getOut();
        Map<String, List<String>> types = definition.workflowTypes();
        String language = type == null ? types.keySet().iterator().next() : type;
        List<String> names = new ArrayList<>(attachments);
        names.add(workflow);
        RunRequest request = new RunRequest(
                workflow,
                language,
                typeVersion == null ? types.values().iterator().next().getFirst() : typeVersion,
                definition.name(),
                definition.version(),
                params == null ? null : json(params),
                engineParams == null ? Map.of() : EngineParameters.read(json(engineParams)),
                Map.of(),
                names);
        return switch (ExplainLaunch.explain(
                definition, LoadEngines.settings(settings), settings.data().dir(), request)) {
            case ExplainLaunch.Explanation.Refused(List<String> faults) -> {
                out.println("the submission would be refused:");
                faults.forEach(fault -> out.println("  " + fault));
                yield 1;
            }
            case ExplainLaunch.Explanation.Planned planned -> {
                print(out, definition, planned);
                yield 0;
            }
        };
    }

    private EngineDefinition definition(Settings settings) {
        Path file = Path.of(engine);
        if (Files.exists(file)) {
            return inFile(Files.isDirectory(file) ? file.resolve("engine.yaml") : file);
        }
        return LoadEngines.described(settings).stream()
                .filter(one -> Engines.isCalled(new EngineChoice(one.name(), one.version()), engine))
                .findFirst()
                .orElseThrow(() -> new StartRefusedException(
                        "'" + engine + "' is neither a file nor the name of an engine that is described"));
    }

    private static EngineDefinition inFile(Path file) {
        try {
            return new DefinitionReader()
                    .read(new Source.InFile(file))
                    .engines()
                    .getFirst();
        } catch (InvalidDefinitionException | IOException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static String json(String given) throws IOException {
        return given.strip().startsWith("{") ? given : Files.readString(Path.of(given));
    }

    private static void print(PrintWriter out, EngineDefinition definition, ExplainLaunch.Explanation.Planned planned) {
        Plan plan = planned.plan();
        out.println("engine       " + definition.name() + " " + definition.version());
        out.println("folder       " + planned.folder());
        out.println("command      " + String.join("\n             ", plan.command()));
        String label = "environment  ";
        for (Map.Entry<String, String> variable : plan.environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            out.println(label + variable.getKey() + "=" + variable.getValue());
            label = "             ";
        }
        for (Plan.PlannedFile file : plan.files()) {
            out.println("file         " + file.path());
            file.content().lines().forEach(line -> out.println("             | " + line));
        }
        plan.folders().forEach(folder -> out.println("makes        " + folder));
        planned.around().forEach(line -> out.println("besides      " + line));
        plan.notes().forEach(note -> out.println("note         " + note));
    }
}
