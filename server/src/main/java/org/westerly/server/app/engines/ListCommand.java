package org.westerly.server.app.engines;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.westerly.server.app.LoadEngines;
import org.westerly.server.app.SettingsOptions;
import org.westerly.server.engine.configured.EngineCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which engines are offered, and why others are not. */
@Command(
        name = "list",
        description = "Show which engines are there, and why others are not.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() {
        EngineCatalog catalog = LoadEngines.of(options.load());
        PrintWriter out = spec.commandLine().getOut();
        catalog.found()
                .forEach(engine -> out.printf(
                        "%-12s %-24s ready    %s%n",
                        engine.choice().name(), engine.choice().version(), languages(engine.workflowTypes())));
        catalog.missing()
                .forEach(engine -> out.printf(
                        "%-12s %-24s missing  %s%n",
                        engine.name(), engine.version(), engine.why().told()));
        catalog.remarks().forEach(remark -> spec.commandLine().getErr().println(remark));
        return 0;
    }

    static String languages(Map<String, List<String>> types) {
        return types.entrySet().stream()
                .map(type -> type.getKey() + " " + String.join(", ", type.getValue()))
                .collect(Collectors.joining("; "));
    }
}
