package org.westerly.server.files.stage;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.westerly.server.files.DeleteTree;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.FetchedList;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.StillOurs;
import org.westerly.server.run.RunRequest;

/** One staging: where it brings things, what for, and what it brought so far. For one thread. */
final class Site implements AutoCloseable {

    private final RunFolder folder;
    private final RunRequest request;
    private final FetchedList fetched;
    private final StillOurs ours;
    private final Path coming;
    private int parts;

    Site(RunFolder folder, RunRequest request, FetchedList fetched, StillOurs ours) {
        this.folder = folder;
        this.request = request;
        this.fetched = fetched;
        this.ours = ours;
        // Of this staging alone: that of a server which has lost the run may not have heard of it yet.
        this.coming = folder.fetching().resolve(UUID.randomUUID().toString());
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
        Files.createDirectories(coming);
        return coming.resolve(Integer.toString(parts++));
    }

    /** A file that has come gets its name in the run's folder, and is listed. */
    void place(Part part, Path target) throws IOException, InterruptedException {
        ours.require();
        Files.createDirectories(target.getParent());
        Files.move(part.file(), target, StandardCopyOption.ATOMIC_MOVE);
        String path = folder.root().relativize(target).toString();
        fetched.add(new Fetched(part.url(), path, part.size(), part.sha256()));
    }

    /** Of a file that broke off, nothing is kept: it may be what fills the disk. */
    @Override
    public void close() throws IOException {
        DeleteTree.below(coming);
        try {
            Files.deleteIfExists(folder.fetching());
        } catch (DirectoryNotEmptyException others) {
            // Theirs to remove.
        }
    }
}
