package org.westerly.server.service;

import java.nio.file.Path;

/**
 * A file of a run that may be shown to its reader.
 *
 * @param path free of links, inside the run's folder, a regular file
 * @param name the last segment of its name
 */
public record RunFile(Path path, String name, Kind kind) {

    public enum Kind {
        /** Text that a process wrote. */
        LOG,
        /** Whatever a workflow made: not to be trusted by a browser. */
        OUTPUT
    }
}
