package org.westerly.server.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.westerly.server.engine.configured.EngineCatalog;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.install.EngineInstaller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and installs workflow engines. */
@Command(
        name = "engines",
        description = "Show or install workflow engines.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class EnginesCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(description = "Show which engines are there, and why others are not.", mixinStandardHelpOptions = true)
    int list(@Mixin SettingsOptions options) {
        EngineCatalog catalog = LoadEngines.of(options.load());
        PrintWriter out = spec.commandLine().getOut();
        catalog.found()
                .forEach(engine -> out.printf(
                        "%-12s %-24s ready    %s%n",
                        engine.choice().name(), engine.choice().version(), languages(engine.workflowTypes())));
        catalog.missing()
                .forEach(engine ->
                        out.printf("%-12s %-24s missing  %s%n", engine.name(), engine.version(), engine.reason()));
        return 0;
    }

    private static String languages(java.util.Map<String, List<String>> types) {
        return types.entrySet().stream()
                .map(type -> type.getKey() + " " + String.join(", ", type.getValue()))
                .collect(Collectors.joining("; "));
    }

    @Command(
            description = "Install engines into engines.home; all that come with Westerly when none is named.",
            mixinStandardHelpOptions = true)
    int install(
            @Mixin SettingsOptions options,
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "Engines, by their names.")
                    List<String> names)
            throws InterruptedException {
        List<EngineDefinition> builtIn = LoadEngines.described(options.load());
        Set<String> unknown = new TreeSet<>(names == null ? List.of() : names);
        builtIn.forEach(engine -> unknown.remove(engine.name()));
        PrintWriter err = spec.commandLine().getErr();
        if (!unknown.isEmpty()) {
            err.println("westerly: no such engine: " + String.join(", ", unknown) + "; there are "
                    + builtIn.stream().map(EngineDefinition::name).distinct().collect(Collectors.joining(", ")));
            return 2;
        }
        List<EngineDefinition> wanted = builtIn.stream()
                .filter(engine -> names == null || names.isEmpty() || names.contains(engine.name()))
                .toList();
        List<EngineInstaller.Result> results =
                new EngineInstaller(options.load().engines().home(), System.getenv(), err::println).install(wanted);
        results.forEach(result -> err.println(result.message()));
        return results.stream().allMatch(EngineInstaller.Result::done) ? 0 : 1;
    }
}
