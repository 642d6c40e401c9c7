package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.westerly.server.run.RunId;

/** Removes the folder of one run, wherever it lies. May be broken off anywhere, and begun again. */
final class RemoveRunFolder {

    private final RunId run;
    private final Path usual;
    private final Path begun;

    /** @param usual where the folder lies, or a link to it */
    RemoveRunFolder(RunId run, Path usual) {
        this.run = run;
        this.usual = usual;
        this.begun = usual.resolveSibling(run + ".removing");
    }

    /** On return nothing of it is there, and will not be after a power cut either. */
    void remove() throws IOException, InterruptedException {
        Path parent = usual.getParent();
        if (parent == null || !isThere(parent)) {
            return;
        }
        if (Files.isSymbolicLink(usual)) {
            removeElsewhere(Files.readSymbolicLink(usual), parent);
            Files.delete(usual);
        } else {
            RemoveTree.at(usual);
        }
        Files.deleteIfExists(begun);
        Durable.sync(parent);
    }

    /**
     * A folder that is not there may have been removed by us, or be on a disk that is not mounted just now. Which of the two
     * is told by a file beside the link, made before anything of the folder goes.
     */
    private void removeElsewhere(Path folder, Path parent) throws IOException, InterruptedException {
        if (!folder.isAbsolute() || !folder.toString().contains(run.value())) {
            throw new IOException("the link " + usual + " leads to " + folder + ", which is no folder of that run");
        }
        if (isThere(folder)) {
            begin(parent);
            RemoveTree.at(folder);
            Path above = folder.getParent();
            if (above != null) {
                Durable.sync(above);
            }
        } else if (!isThere(begun)) {
            throw new IOException(
                    "the folder " + folder + " is not there; perhaps its disk is not mounted. If it is gone"
                            + " for good, remove the link " + usual);
        }
    }

    private void begin(Path parent) throws IOException {
        try {
            Files.createFile(begun);
        } catch (FileAlreadyExistsException again) {
            return;
        }
        Durable.sync(parent);
    }

    /** A path that cannot be asked for is neither there nor absent. */
    private static boolean isThere(Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        }
    }
}
