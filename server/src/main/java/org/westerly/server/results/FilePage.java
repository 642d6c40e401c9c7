package org.westerly.server.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some files of a run.
 *
 * @param next where the next page begins; null after the last
 * @param cut the run has left more files than are listed
 */
public record FilePage(List<ResultFile> files, @Nullable Place next, boolean cut) {

    public FilePage {
        files = List.copyOf(files);
    }
}
