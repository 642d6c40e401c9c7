package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.westerly.server.run.RunId;

/**
 * The attachments of runs that have not been launched yet: for each seat of a server one folder, and in it one for each run.
 * Whichever server launches a run finds them.
 *
 * <p>An upload is made before its run is stored, so a crash can leave one without a run: {@link #sweep} at start. So can a
 * store that does not answer, and a disk that removes nothing: those are {@link #inDoubt}.
 */
public final class Uploads {

    private final Path root;
    private final Path own;
    private final Set<RunId> doubts = ConcurrentHashMap.newKeySet();

    /**
     * Those of one server, with a view of the others'.
     *
     * @param root made if it is missing; on the file system of the run folders, so that files move by rename
     * @param seat this server's
     */
    public Uploads(Path root, String seat) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
        this.own = Files.createDirectories(this.root.resolve(seat));
    }

    /** A place for the attachments of one run. Nothing is on disk before the first of them. */
    public Upload open(RunId id) {
        return new Upload(own, own.resolve(id.value()), () -> doubts.add(id));
    }

    /**
     * Brings the run's attachments into its working directory. May be repeated, after a crash in the middle too: every
     * entry is moved by one rename, and what was moved is not there any more.
     */
    public void moveInto(RunId id, RunFolder target) throws IOException {
        Path tree = Upload.tree(folder(id));
        if (!Files.isDirectory(tree)) {
            return;
        }
        Files.createDirectories(target.work());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree)) {
            for (Path entry : entries) {
                move(entry, target.work().resolve(entry.getFileName()));
            }
        }
        Durable.sync(target.work());
        Durable.sync(target.root());
        discard(id);
    }

    /** One rename within a file system; a run's folder on another one gets a copy, which a crash lets begin again. */
    private static void move(Path entry, Path target) throws IOException {
        try {
            Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException moved) {
            // By another server that launches the run as well, and does not know yet that it is ours, or the other way
            // round.
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            CopyTree.to(entry, target);
            DeleteTree.below(entry);
        }
    }

    /** Removes the run's attachments, if there are any. */
    public void discard(RunId id) throws IOException {
        DeleteTree.below(folder(id));
        doubts.remove(id);
    }

    /** Those that came to this server, and of which it did not know whether their runs were stored. */
    public Set<RunId> inDoubt() {
        return Set.copyOf(doubts);
    }

    /** The run of this one is stored: what becomes of it is known. */
    public void keep(RunId id) {
        doubts.remove(id);
    }

    /** The seats of servers that have ever had uploads here. */
    public List<String> seats() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .toList();
        }
    }

    /** Removes what belongs to no accepted run. To be called before anything is submitted to the server in that seat. */
    public void sweep(String seat, Predicate<RunId> accepted) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(seat))) {
            for (Path entry : entries) {
                boolean keep = RunId.parse(entry.getFileName().toString())
                        .filter(accepted)
                        .isPresent();
                if (!keep) {
                    DeleteTree.below(entry);
                }
            }
        }
    }

    /** Its own where there is none. */
    private Path folder(RunId id) throws IOException {
        Path here = own.resolve(id.value());
        if (Files.isDirectory(here)) {
            return here;
        }
        try (Stream<Path> seats = Files.list(root)) {
            return seats.map(seat -> seat.resolve(id.value()))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElse(here);
        }
    }
}
