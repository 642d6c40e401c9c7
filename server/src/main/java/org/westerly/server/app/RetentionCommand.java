package org.westerly.server.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.westerly.server.config.Settings;
import org.westerly.server.dispatch.PreviewRules;
import org.westerly.server.dispatch.Retention;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.RunFolders;
import org.westerly.server.results.WorkingFiles;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.jdbc.ReadOnlyRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the rules of retention would do now. Beside a running server or without one: nothing is changed. */
@Command(
        name = "retention",
        description = {
            "Show what the rules of retention would do now.",
            "The server applies them by itself; give this command the server's own settings."
        },
        mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--dry-run", description = "Show it, and change nothing: the only thing that this command does.")
    private boolean dryRun;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!dryRun) {
            throw new StartRefusedException(
                    "the server applies the rules of retention by itself, at its start and every"
                            + " retention.interval; to see what is due now: westerly retention --dry-run");
        }
        Settings settings = options.load();
        Retention retention = new InOtherWords(settings).retention();
        PrintWriter out = spec.commandLine().getOut();
        PrintDue print = json ? new PrintDue.Json(out) : new PrintDue.Table(out);
        print.begin(retention.rules());
        if (!retention.rules().isEmpty()) {
            preview(settings, retention, print);
        }
        print.end();
        out.flush();
        return 0;
    }

    private static void preview(Settings settings, Retention retention, PrintDue print) throws IOException {
        Path data = settings.data().dir();
        Instant now = Rooms.CLOCK.instant();
        if (settings.store().url().value().equals("memory:")) {
            throw new StartRefusedException("store.url is memory: such a store can be seen by its server alone");
        }
        try (ReadOnlyRuns store = ReadOnlyRuns.open(OpenStore.address(settings.store()))) {
            RunFolders folders = new RunFolders(data.resolve("runs"));
            UsedEngines engines = new UsedEngines(
                    LoadEngines.of(settings).engines(settings.engines().defaults()));
            new PreviewRules(store, new WorkingFiles(engines, folders), folders)
                    .visit(retention.rules(), now, print::due);
        } catch (StoreException | IllegalArgumentException unusable) {
            throw new StartRefusedException(String.valueOf(unusable.getMessage()), unusable);
        }
    }
}
