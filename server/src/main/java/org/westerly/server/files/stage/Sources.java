package org.westerly.server.files.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Where workflows and inputs may come from.
 *
 * @param schemes of URLs, in lower case
 * @param maxBytes of all documents of one run
 * @param maxInputBytes of one input
 * @param fileRoots folders below which files of this machine may be named
 */
public record Sources(
        Set<String> schemes,
        long maxBytes,
        long maxInputBytes,
        List<Path> fileRoots,
        TrsRegistries registries,
        DrsServers repositories) {

    public Sources {
        schemes = Set.copyOf(schemes);
        fileRoots = List.copyOf(fileRoots);
    }
}
