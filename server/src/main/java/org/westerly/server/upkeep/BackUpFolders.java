package org.westerly.server.upkeep;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.westerly.server.files.DeleteTree;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.UploadFolders;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunState;
import org.westerly.server.store.KnownRuns;

/**
 * Copies what belongs to the runs of a store that was copied before: folders of those that have ended, and attachments of those
 * that have not been started. Of a run at work there is an empty folder: after a restore it is told as lost.
 */
public final class BackUpFolders {

    private final KnownRuns runs;
    private final Path data;
    private final Path backup;
    private final Consumer<String> leftOut;
    private final RunFolders folders;
    private final Set<Path> kept = new HashSet<>();
    private long files;
    private long bytes;

    /**
     * A backup of files.
     *
     * @param runs those in the copy of the store
     * @param data the server's folder
     * @param leftOut told what could not be copied, in words
     */
    public BackUpFolders(KnownRuns runs, Path data, Path backup, Consumer<String> leftOut) throws IOException {
        this.runs = runs;
        this.data = data;
        this.backup = backup;
        this.leftOut = leftOut;
        this.folders = new RunFolders(data.resolve("runs"));
    }

    /**
     * Copies, and removes from the backup what is not in this one: a run that was purged leaves it too.
     *
     * @param others names at the top of the data folder that are copied besides
     */
    public BackUpFolders make(Predicate<Path> others) throws IOException {
        try {
            runs.each(this::run);
        } catch (UncheckedIOException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
        mirror(data, Path.of("data"), others);
        for (String part : List.of("runs", "uploads", "lists/runs", "lists/uploads")) {
            removeOthers(backup.resolve(part), part.startsWith("lists/") ? backup.resolve("lists") : backup);
        }
        return this;
    }

    public long files() {
        return files;
    }

    public long bytes() {
        return bytes;
    }

    private void run(Run run) {
        if (run.removal().stage().tombstone()) {
            return;
        }
        try {
            if (run.state().terminal()) {
                ended(run);
            } else if (run.state() == RunState.QUEUED || run.state() == RunState.INITIALIZING) {
                attachments(run);
            } else {
                // Empty: what an engine is writing is in nobody's hand.
                kept.add(place(run));
                DeleteTree.below(backup.resolve(place(run)));
                Files.createDirectories(backup.resolve(place(run)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("run " + run.id() + ": " + failure.getMessage(), failure);
        }
    }

    private static Path place(Run run) {
        String id = run.id().value();
        return Path.of("runs", id.substring(id.length() - 2), id);
    }

    private void ended(Run run) throws IOException {
        Path relative = place(run);
        Optional<RunFolder> folder;
        try {
            folder = folders.find(run.id());
        } catch (IOException | UncheckedIOException elsewhere) {
            leftOut.accept(String.valueOf(elsewhere.getMessage()));
            // What an earlier backup has of it stays.
            kept.add(relative);
            return;
        }
        if (folder.isPresent()) {
            kept.add(relative);
            mirror(folder.get().root(), relative, _ -> true);
        } else if (run.startTime() != null) {
            leftOut.accept("the folder of run " + run.id() + " is not there; perhaps the run was purged meanwhile");
        }
    }

    /** They are moved when the run is launched, which may be happening now: then they are in its folder. */
    private void attachments(Run run) throws IOException {
        List<String> names = runs.request(run.id()).orElseThrow().attachments();
        if (names.isEmpty()) {
            return;
        }
        Path waiting = new UploadFolders(data.resolve("uploads"))
                .attachments(run.id())
                .orElse(folders.of(run.id()).work());
        Path place = Path.of("uploads").resolve(UploadFolders.place(run.id()));
        Path target = UploadFolders.tree(backup.resolve(place));
        kept.add(place);
        DeleteTree.below(target);
        Path list = list(place);
        try (BufferedWriter lines = Files.newBufferedWriter(list, StandardCharsets.US_ASCII)) {
            for (String name : names) {
                Path source = Files.exists(waiting.resolve(name))
                        ? waiting.resolve(name)
                        : folders.of(run.id()).work().resolve(name);
                Path copy = target.resolve(name).normalize();
                if (!copy.startsWith(target) || !Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
                    leftOut.accept("the attachment " + name + " of run " + run.id() + " is not there");
                    continue;
                }
                Files.createDirectories(copy.getParent());
                Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES);
                lines.write(BackupList.file(
                                BackupList.sha256(copy), backup.resolve(place).relativize(copy))
                        + "\n");
                files++;
                bytes += Files.size(copy);
            }
        }
    }

    private void mirror(Path from, Path relative, Predicate<Path> names) throws IOException {
        Path list = list(relative);
        Path fresh = list.resolveSibling(list.getFileName() + ".new");
        BackupList before = BackupList.read(list);
        try (BufferedWriter lines = Files.newBufferedWriter(fresh, StandardCharsets.US_ASCII)) {
            MirrorTree mirror = new MirrorTree(from, backup.resolve(relative), before, lines, leftOut)
                    .only(names)
                    .make();
            files += mirror.files();
            bytes += mirror.bytes();
        }
        Files.move(fresh, list, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path list(Path relative) throws IOException {
        Path list = Manifest.lists(backup).resolve(relative);
        Files.createDirectories(list.getParent());
        return list;
    }

    /** Two levels down are the runs. */
    private void removeOthers(Path top, Path base) throws IOException {
        if (!Files.isDirectory(top)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> walk = Files.find(top, 2, (path, _) -> path.getNameCount() == top.getNameCount() + 2)) {
            entries = walk.toList();
        }
        for (Path entry : entries) {
            if (!kept.contains(base.relativize(entry))) {
                DeleteTree.below(entry);
            }
        }
    }
}
