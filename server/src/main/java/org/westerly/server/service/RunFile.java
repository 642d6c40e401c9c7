package org.westerly.server.service;

import java.io.IOException;
import java.nio.file.Path;
import org.westerly.server.logs.Mask;
import org.westerly.server.logs.MaskedFile;

/**
 * A file of a run that may be shown to its reader.
 *
 * @param path free of links, inside the run's folder, a regular file
 * @param name the last segment of its name
 * @param mask what nobody is to read in it
 */
public record RunFile(Path path, String name, Kind kind, Mask mask) {

    static final String LOG_TYPE = "text/plain; charset=utf-8";

    public enum Kind {
        /** Text that a process wrote. */
        LOG,
        /** Whatever a workflow made: not to be trusted by a browser. */
        OUTPUT
    }

    public String mediaType() {
        return switch (kind) {
            case LOG -> LOG_TYPE;
            case OUTPUT -> MediaTypes.of(name);
        };
    }

    public MaskedFile open() throws IOException {
        return MaskedFile.open(path, mask);
    }
}
