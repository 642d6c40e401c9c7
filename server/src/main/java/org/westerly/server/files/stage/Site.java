package org.westerly.server.files.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.westerly.server.files.DeleteTree;
import org.westerly.server.files.FetchedList;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunRequest;

/** One staging: where it brings things, what for, and what it brought so far. For one thread. */
final class Site implements AutoCloseable {

    private final RunFolder folder;
    private final RunRequest request;
    private final FetchedList fetched;
    private int parts;

    Site(RunFolder folder, RunRequest request, FetchedList fetched) {
        this.folder = folder;
        this.request = request;
        this.fetched = fetched;
    }

    RunFolder folder() {
        return folder;
    }

    RunRequest request() {
        return request;
    }

    FetchedList fetched() {
        return fetched;
    }

    /** A name of our own for the next file to come, on the file system where it gets its real one by rename. */
    Path nextPart() throws IOException {
        Files.createDirectories(folder.fetching());
        return folder.fetching().resolve(Integer.toString(parts++));
    }

    /** Of a file that broke off, nothing is kept: it may be what fills the disk. */
    @Override
    public void close() throws IOException {
        DeleteTree.below(folder.fetching());
    }
}
