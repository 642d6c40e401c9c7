package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.util.List;
import org.westerly.server.files.RunFolder;

/** Reads what a run has brought. */
sealed interface OutputReader permits DocumentOutputs, ListedOutputs {

    /**
     * What was found.
     *
     * @param json an object; places of files are {@code outputs:} and the percent-encoded path below the output root
     * @param notes what the user should know about it
     */
    record Found(String json, List<String> notes) {
        public Found {
            notes = List.copyOf(notes);
        }
    }

    Found read(RunFolder folder) throws OutputsUnreadableException;

    /** The folder that the paths are relative to. */
    Path root(RunFolder folder);
}
