package org.westerly.server.engine.outputs;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.files.RunFolder;

/** The files below a folder, but for inputs left as they were. */
record ListedOutputs(Outputs.Listing listing, Place place) implements OutputReader {

    @Override
    public Path root(RunFolder folder) {
        return place.of(folder, listing.folder());
    }

    @Override
    public void prepare(RunFolder folder) throws IOException {
        StagedFiles.record(folder, root(folder));
    }

    @Override
    public Found read(RunFolder folder) throws OutputsUnreadableException {
        return new FileList(folder, root(folder)).read(excluded());
    }

    @Override
    public List<PathMatcher> excluded() {
        return listing.exclude().stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }

    @Override
    public Found partial(RunFolder folder) throws OutputsUnreadableException {
        return read(folder);
    }
}
