package org.westerly.server.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.westerly.server.files.RunFolder;

/**
 * Where a run leaves its files.
 *
 * @param outputs the folder of its outputs, to which their names are relative
 * @param working folders of its working files; the outputs may lie among them
 * @param made whether a file in one of them was made by the run and may be shown: no input left as it was, and nothing
 *     that the engine keeps for itself
 */
public record Traces(Path outputs, List<Path> working, Predicate<Path> made) {

    public Traces {
        working = List.copyOf(working);
    }

    /** Of an engine that nothing more is known of. */
    public static Traces of(RunFolder folder, Path outputs) {
        return new Traces(outputs, List.of(folder.work()), _ -> true);
    }
}
