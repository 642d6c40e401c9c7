package org.westerly.server.engine.outputs;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import org.westerly.server.engine.Traces;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.engine.template.Template;
import org.westerly.server.files.RunFolder;

/** Reads what a run has brought. Asked again, it says the same. */
public sealed interface OutputReader permits DocumentOutputs, ListedOutputs {

    /** Fills in a template with the places of a run. */
    @FunctionalInterface
    interface Place {
        Path of(RunFolder folder, Template template);
    }

    /**
     * What was found.
     *
     * @param json an object. Places of files are {@code outputs:} (as a {@code location}) or {@code westerly-outputs:} (as
     *     a value of their own) and the percent-encoded path below the output root
     * @param notes what the user should know about it
     */
    record Found(String json, List<String> notes) {
        public Found {
            notes = List.copyOf(notes);
        }
    }

    static OutputReader of(Outputs outputs, Place place) {
        return switch (outputs) {
            case Outputs.Document document -> new DocumentOutputs(document, place);
            case Outputs.Listing listing -> new ListedOutputs(listing, place);
        };
    }

    /** The folder that the paths are relative to. */
    Path root(RunFolder folder);

    /** Globs of what below that folder is nobody's to see but the engine's, relative to it. */
    List<PathMatcher> excluded();

    /**
     * Tells what the engine made from what it was given, and from what it keeps for itself.
     *
     * @param intermediate folders of working files
     */
    default Traces traces(RunFolder folder, List<Path> intermediate) throws IOException {
        List<PathMatcher> hidden = excluded();
        Path root = root(folder);
        StagedFiles staged = StagedFiles.read(folder);
        return new Traces(
                root,
                intermediate,
                file -> staged.made(folder, file)
                        && (!file.startsWith(root)
                                || hidden.stream().noneMatch(glob -> glob.matches(root.relativize(file)))));
    }

    /** Before the engine is started: remembers what must not be taken for an output later. */
    void prepare(RunFolder folder) throws IOException;

    /**
     * The outputs of an engine that succeeded. What it left that is no outputs document becomes a note, with the files
     * that are there.
     *
     * @throws OutputsUnreadableException when the disk does not give them
     */
    Found read(RunFolder folder) throws OutputsUnreadableException;

    /** What there is of the outputs of an engine that failed; as a rule nothing. */
    Found partial(RunFolder folder) throws OutputsUnreadableException;
}
