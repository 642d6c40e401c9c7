package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Predicate;
import org.westerly.server.run.RunId;

/**
 * The attachments of runs that have not been launched yet, one folder a run.
 *
 * <p>An upload is made before its run is stored, so a crash can leave one without a run: {@link #sweep} at start.
 */
public final class Uploads {

    private final Path root;

    /** @param root made if it is missing; on the file system of the run folders, so that files move by rename */
    public Uploads(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
    }

    /** A place for the attachments of one run. Nothing is on disk before the first of them. */
    public Upload open(RunId id) {
        return new Upload(root, folder(id));
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
        Durable.syncFolder(target.work());
        Durable.syncFolder(target.root());
        discard(id);
    }

    /** One rename within a file system; a run's folder on another one gets a copy, which a crash lets begin again. */
    private static void move(Path entry, Path target) throws IOException {
        try {
            Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            CopyTree.to(entry, target);
            DeleteTree.below(entry);
        }
    }

    /** Removes the run's attachments, if there are any. */
    public void discard(RunId id) throws IOException {
        DeleteTree.below(folder(id));
    }

    /** Removes what belongs to no accepted run. To be called at start, before anything is submitted. */
    public void sweep(Predicate<RunId> accepted) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
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

    private Path folder(RunId id) {
        return root.resolve(id.value());
    }
}
