package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        String name = id.value();
        return new RunFolder(root.resolve(name.substring(name.length() - 2)).resolve(name));
    }
}
