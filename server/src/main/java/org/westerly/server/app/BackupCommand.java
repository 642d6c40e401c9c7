package org.westerly.server.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.westerly.server.config.Settings;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.jdbc.BackUpStore;
import org.westerly.server.store.jdbc.ReadOnlyRuns;
import org.westerly.server.store.jdbc.StoreAddress;
import org.westerly.server.store.jdbc.VerifyStore;
import org.westerly.server.upkeep.BackUpFolders;
import org.westerly.server.upkeep.CheckBackup;
import org.westerly.server.upkeep.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a backup beside a running server, or without one. */
@Command(
        name = "backup",
        description = {
            "Copy the store and the files of runs into a folder.",
            "Beside a running server, or without one; give this command the server's own settings. Into the folder of an"
                    + " earlier backup only what has changed is copied."
        },
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    /** Of the data folder: copied otherwise, made anew by the server, or of this process and no other. */
    private static final Set<String> NOT_OTHERS =
            Set.of("runs", "uploads", "servers", "listings", "shims", "cache", "lock");

    /** By which a folder is known to be a backup: no other name that a data folder may hold, lest one be taken for it. */
    private static final String LOCK = "backup.lock";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "DIR", description = "The backup's folder; made if it is missing.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Settings settings = options.load();
        Path data = settings.data().dir().toAbsolutePath().normalize();
        if (settings.store().url().value().equals("memory:")) {
            throw new StartRefusedException("store.url is memory: such a store can be seen by its server alone");
        }
        Path backup = prepared(folder.toAbsolutePath().normalize(), data);
        try (DataLock _ = DataLock.file(backup.resolve(LOCK), false)
                .orElseThrow(() -> new StartRefusedException("another backup is being made in " + backup))) {
            return make(settings, data, backup);
        } catch (StoreException | IllegalArgumentException unusable) {
            throw new StartRefusedException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private int make(Settings settings, Path data, Path backup) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        int[] faults = {0};
        String began = Rooms.CLOCK.instant().toString();
        Path half = backup.resolve("store.db.new");
        BackUpStore.to(half, OpenStore.address(settings.store()));
        // Not before: a store that cannot be read must not cost the backup that is there.
        Manifest.remove(backup);
        Path store = Files.move(half, Manifest.store(backup), StandardCopyOption.REPLACE_EXISTING);
        StoreAddress copy = StoreAddress.of("jdbc:sqlite:" + store);
        VerifyStore.Looked looked = new VerifyStore(
                        finding -> {
                            faults[0]++;
                            out.println("the store has a fault: " + finding.about() + ": " + finding.what());
                        },
                        null)
                .verify(copy);
        String database = StoreAddress.file(settings.store().url().value())
                .map(file -> file.getFileName().toString())
                .orElse("");
        try (ReadOnlyRuns runs = ReadOnlyRuns.open(copy)) {
            BackUpFolders copied = new BackUpFolders(runs, data, backup, what -> {
                        faults[0]++;
                        out.println("left out: " + what);
                    })
                    .make(name -> !NOT_OTHERS.contains(name.toString())
                            && (database.isEmpty() || !name.toString().startsWith(database)));
            new Manifest(
                            began,
                            looked.end().toString(),
                            Manifest.digest(store),
                            CheckBackup.digest(backup),
                            copied.files(),
                            copied.bytes())
                    .write(backup);
            out.printf(
                    "backup of %d runs, %d files, %d bytes in %s%n",
                    looked.runs(), copied.files(), copied.bytes(), backup);
            out.println("the journal ends with " + looked.end());
        }
        out.flush();
        return faults[0] == 0 ? 0 : 1;
    }

    /** Whatever else lies in a folder is not mixed with a backup: its files would be taken for purged ones. */
    private static Path prepared(Path backup, Path data) throws IOException {
        if (backup.startsWith(data) || data.startsWith(backup)) {
            throw new StartRefusedException("the backup's folder " + backup + " and the data folder " + data
                    + " lie in one another; choose another one");
        }
        if (!Files.exists(backup)) {
            Path parent = backup.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            // Whoever reads it reads the key for page tokens, and everybody's runs.
            return Files.createDirectory(
                    backup, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        List<String> there;
        try (Stream<Path> entries = Files.list(backup)) {
            there = entries.map(entry -> entry.getFileName().toString()).toList();
        }
        if (!there.isEmpty() && !there.contains(LOCK)) {
            throw new StartRefusedException("the folder " + backup + " is not empty, and no backup");
        }
        return backup;
    }
}
