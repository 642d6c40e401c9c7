package org.westerly.server.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.westerly.server.run.RunId;

/** The folders of all runs, spread over 256 parents by the last two characters of the id. */
public final class RunFolders {

    private final Path root;

    /** @param root made if it is missing */
    public RunFolders(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
    }

    /** The run's folder, which may not have been made yet. */
    public RunFolder of(RunId id) {
        Path usual = usual(id);
        try {
            return new RunFolder(Files.isSymbolicLink(usual) ? Files.readSymbolicLink(usual) : usual);
        } catch (IOException e) {
            throw new UncheckedIOException("where the folder of run " + id + " lies cannot be read", e);
        }
    }

    /**
     * The run's folder, if there is one.
     *
     * @throws IOException when there was one elsewhere, and it is not there now
     */
    public Optional<RunFolder> find(RunId id) throws IOException {
        RunFolder folder = of(id);
        if (Files.isDirectory(folder.root())) {
            return Optional.of(folder);
        }
        if (Files.isSymbolicLink(usual(id))) {
            throw new IOException("the folder of run " + id + ", " + folder.root()
                    + ", is not there; perhaps its disk is not mounted");
        }
        return Optional.empty();
    }

    private Path usual(RunId id) {
        String name = id.value();
        return root.resolve(name.substring(name.length() - 2)).resolve(name);
    }

    /**
     * Removes the run's folder for good, where it lies elsewhere too. Nothing of the run may be alive.
     *
     * @throws IOException when something is left of it, or it cannot be told
     * @throws InterruptedException when it was broken off; may be done again
     */
    public void remove(RunId id) throws IOException, InterruptedException {
        new RemoveRunFolder(id, usual(id)).remove();
    }

    /**
     * Makes the run's folder with all that an engine may count on, in the usual place or in {@code elsewhere}, where a link
     * in the usual place leads to it. Where it was made once, it stays.
     */
    public RunFolder make(RunId id, Optional<Path> elsewhere) throws IOException {
        Path usual = usual(id);
        if (elsewhere.isPresent() && !Files.exists(usual, LinkOption.NOFOLLOW_LINKS)) {
            Path real = Files.createDirectories(elsewhere.get()).toRealPath();
            Files.createDirectories(usual.getParent());
            Files.createSymbolicLink(usual, real);
        }
        RunFolder folder = of(id);
        folder.create();
        return folder;
    }
}
