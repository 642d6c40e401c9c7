package org.westerly.server.app.engines;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.westerly.server.app.LoadEngines;
import org.westerly.server.app.SettingsOptions;
import org.westerly.server.config.Settings;
import org.westerly.server.config.Similar;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.EngineDefinition.Install;
import org.westerly.server.engine.install.EngineInstaller;
import org.westerly.server.run.EngineChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs engines into {@code engines.home}. */
@Command(
        name = "install",
        description = "Install engines into engines.home; the usual ones when none is named.",
        mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--all", description = "Also those that are only installed when they are named.")
    private boolean all;

    @Parameters(
            paramLabel = "NAME[@VERSION]",
            arity = "0..*",
            description = "Engines; the first version described when none is named.")
    private @Nullable List<String> names;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.load();
        List<EngineDefinition> described = LoadEngines.described(settings);
        List<String> asked = names == null ? List.of() : names;
        PrintWriter err = spec.commandLine().getErr();
        List<String> unknown = asked.stream()
                .filter(name -> described.stream().noneMatch(one -> Engines.isCalled(choice(one), name)))
                .toList();
        if (!unknown.isEmpty()) {
            unknown.forEach(name -> err.println("westerly: no such engine: " + name + hint(name, described)));
            return 2;
        }
        List<EngineDefinition> wanted = described.stream()
                .filter(one -> asked.isEmpty()
                        ? all || !one.bundle().install().optional()
                        : asked.stream().anyMatch(name -> means(name, one, described)))
                .filter(one -> !asked.isEmpty() || !(one.bundle().install() instanceof Install.ByHand))
                .toList();
        List<EngineInstaller.Result> results =
                new EngineInstaller(settings.engines().home(), System.getenv(), err::println).install(wanted);
        results.forEach(result -> err.println(result.message()));
        return results.stream().allMatch(EngineInstaller.Result::done) ? 0 : 1;
    }

    /** A name alone is the first version that is described, which is the one that is preferred. */
    private static boolean means(String name, EngineDefinition one, List<EngineDefinition> described) {
        return described.stream()
                .filter(other -> Engines.isCalled(choice(other), name))
                .findFirst()
                .filter(one::equals)
                .isPresent();
    }

    private static EngineChoice choice(EngineDefinition definition) {
        return new EngineChoice(definition.name(), definition.version());
    }

    private static String hint(String name, List<EngineDefinition> described) {
        List<String> known = described.stream()
                .flatMap(one -> List.of(one.name(), one.name() + "@" + one.version()).stream())
                .distinct()
                .toList();
        return Similar.to(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("") + "\nthere are "
                + known.stream().filter(one -> !one.contains("@")).collect(Collectors.joining(", "));
    }
}
