package org.westerly.server.engine.outputs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes in an output that lies elsewhere in the run: an input that was passed through, say. */
record AdoptFile(Path root) {

    /** Gives the file a second name among the outputs, the same one when asked again. */
    Path adopt(Path file) throws IOException {
        Path real = file.toRealPath();
        Files.createDirectories(root);
        if (!root.toRealPath().equals(root)) {
            throw new IOException("the outputs folder has become a link");
        }
        for (int n = 1; ; n++) {
            String name = file.getFileName().toString();
            Path candidate = root.resolve(n == 1 ? name : n + "_" + name);
            try {
                if (Files.exists(candidate) && Files.isSameFile(candidate, real)) {
                    return candidate;
                }
                Files.createLink(candidate, real);
                return candidate;
            } catch (FileAlreadyExistsException e) {
                if (Files.mismatch(candidate, real) == -1) {
                    return candidate;
                }
            } catch (FileSystemException | UnsupportedOperationException e) {
                Files.copy(real, candidate);
                return candidate;
            }
        }
    }
}
