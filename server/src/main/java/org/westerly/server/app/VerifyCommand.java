package org.westerly.server.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.westerly.server.config.Settings;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.local.LocalExecutor;
import org.westerly.server.files.RunFolders;
import org.westerly.server.job.StopOrder;
import org.westerly.server.results.VerifySums;
import org.westerly.server.store.Finding.Check;
import org.westerly.server.store.JournalPoint;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.jdbc.MendStore;
import org.westerly.server.store.jdbc.ReadOnlyRuns;
import org.westerly.server.store.jdbc.StoreAddress;
import org.westerly.server.store.jdbc.VerifyStore;
import org.westerly.server.upkeep.CheckBackup;
import org.westerly.server.upkeep.CheckFolders;
import org.westerly.server.upkeep.CheckProcesses;
import org.westerly.server.upkeep.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks whether the store agrees with itself and with the files, or whether a backup is what was written. */
@Command(
        name = "verify",
        description = {
            "Look whether the store agrees with itself and with the files; or whether a backup is what was written.",
            "Beside a running server, or without one; give this command the server's own settings. The exit code is 1 when"
                    + " something is wrong."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Option(
            names = "--fix",
            description =
                    "Put right what is safe: counters, lists, attachments of no run, files of purged runs, processes of runs that have ended. The server"
                            + " must be stopped.")
    private boolean fix;

    @Option(names = "--no-checksums", description = "Do not read the outputs of runs.")
    private boolean quick;

    @Option(
            names = "--noted",
            paramLabel = "POSITION:HASH",
            description = "An end of the journal that was noted before: is all that was there then there still?")
    private @Nullable String noted;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "A backup to look at instead.")
    private @Nullable Path backup;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Verdict verdict = new Verdict();
        try {
            if (backup != null) {
                backup(backup.toAbsolutePath(), verdict);
            } else {
                server(verdict);
            }
        } catch (StoreException | IllegalArgumentException unusable) {
            throw new StartRefusedException(String.valueOf(unusable.getMessage()), unusable);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            verdict.json(out);
        } else {
            verdict.print(out);
        }
        out.flush();
        return verdict.isRight() ? 0 : 1;
    }

    private void backup(Path folder, Verdict verdict) throws IOException {
        if (fix) {
            throw new StartRefusedException("a backup is not mended: make another one");
        }
        Optional<Manifest> manifest = new CheckBackup(folder, verdict::found).check();
        if (manifest.isPresent()) {
            JournalPoint end = point(manifest.get().journalEnd());
            StoreAddress store = StoreAddress.of("jdbc:sqlite:" + Manifest.store(folder));
            verdict.looked(new VerifyStore(verdict::found, end).verify(store));
        }
    }

    private void server(Verdict verdict) throws IOException, InterruptedException {
        Settings settings = options.load();
        if (settings.store().url().value().equals("memory:")) {
            throw new StartRefusedException("store.url is memory: such a store can be seen by its server alone");
        }
        if (!fix) {
            look(settings, verdict);
            return;
        }
        try (DataLock _ = DataLock.take(settings.data().dir())) {
            VerifyStore.Looked looked = look(settings, verdict);
            if (verdict.has(Check.COUNTER) || verdict.has(Check.INDEX)) {
                MendStore.mend(OpenStore.address(settings.store()), looked.wrongChunks());
                verdict.mended(Check.COUNTER);
                verdict.mended(Check.INDEX);
            }
            verdict.mend();
        }
    }

    private VerifyStore.Looked look(Settings settings, Verdict verdict) throws IOException {
        StoreAddress address = OpenStore.address(settings.store());
        JournalPoint before = noted == null ? null : point(noted);
        VerifyStore.Looked looked = new VerifyStore(verdict::found, before).verify(address);
        verdict.looked(looked);
        Path data = settings.data().dir();
        try (ReadOnlyRuns runs = ReadOnlyRuns.open(address)) {
            CheckFolders folders = new CheckFolders(runs, data, verdict);
            verdict.untold(folders.checkRuns(quick ? Optional.empty() : Optional.of(sums(settings, data))));
            folders.checkStrangers();
            folders.checkUploads(Rooms.CLOCK.instant());
            processes(settings, runs, verdict);
        }
        return looked;
    }

    private static void processes(Settings settings, ReadOnlyRuns runs, Verdict verdict) throws IOException {
        // Without cgroups of its own, for which a folder would have to be made: those of jobs are named in their slots.
        try (Executor local = new LocalExecutor(ContainerRuntimes.of(settings.engines()))) {
            new CheckProcesses(
                            runs,
                            new RunFolders(settings.data().dir().resolve("runs")),
                            local,
                            StopOrder.term(settings.runs().cancelGrace()),
                            verdict)
                    .check();
        }
    }

    private static VerifySums sums(Settings settings, Path data) throws IOException {
        return new VerifySums(
                new UsedEngines(
                        LoadEngines.of(settings).engines(settings.engines().defaults())),
                new RunFolders(data.resolve("runs")));
    }

    private static JournalPoint point(String text) {
        return JournalPoint.parse(text)
                .orElseThrow(() -> new StartRefusedException(
                        "\"" + text + "\" is no end of a journal; it looks like 1234:9f86d0… with 64 digits"));
    }
}
