package org.westerly.server.app.engines;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.westerly.server.app.ContainerRuntimes;
import org.westerly.server.app.LoadEngines;
import org.westerly.server.app.SettingsOptions;
import org.westerly.server.app.engines.Diagnosis.Health;
import org.westerly.server.config.Settings;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.local.LocalExecutor;
import org.westerly.server.files.DeleteTree;
import org.westerly.server.job.StopOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tries everything that runs need, and says what to do about what does not work. */
@Command(
        name = "doctor",
        description = "Try every engine and what it needs, and say what to do; 0 when all is well.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = options.load();
        Path folder = Files.createTempDirectory("westerly-doctor-");
        try (Executor executor = new LocalExecutor(ContainerRuntimes.of(settings.engines()))) {
            List<Diagnosis> all = new ArrayList<>(new ExamineMachine(
                            executor,
                            settings.engines().path(),
                            settings.engines().containersInUse())
                    .examine());
            all.add(new ExamineCgroups(settings.executor().cgroup()).examine());
            all.addAll(new ExamineEngines(
                            LoadEngines.of(settings),
                            LoadEngines.described(settings),
                            new SayHello(
                                    executor,
                                    folder,
                                    StopOrder.term(settings.runs().cancelGrace())))
                    .examine());
            print(spec.commandLine().getOut(), all);
            return all.stream().anyMatch(one -> one.health() == Health.BAD) ? 1 : 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            DeleteTree.below(folder);
        }
    }

    private static void print(PrintWriter out, List<Diagnosis> all) {
        int width = all.stream().mapToInt(one -> one.what().length()).max().orElse(0);
        for (Diagnosis one : all) {
            out.printf("%-7s %-" + width + "s  %s%n", one.health().word(), one.what(), one.found());
            if (!one.advice().isEmpty()) {
                out.printf("%-7s %-" + width + "s  → %s%n", "", "", one.advice());
            }
        }
        long bad = all.stream().filter(one -> one.health() == Health.BAD).count();
        out.println(bad == 0 ? "all is well" : bad + (bad == 1 ? " fault" : " faults"));
        out.flush();
    }
}
