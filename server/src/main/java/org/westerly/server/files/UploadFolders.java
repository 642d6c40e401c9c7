package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.westerly.server.run.RunId;

/** What lies among the attachments of runs that wait for their launch, for who looks from beside. */
public final class UploadFolders {

    private final Path root;

    /** @param root need not be there */
    public UploadFolders(Path root) {
        this.root = root;
    }

    /** Every entry of every seat. */
    public List<Path> entries() throws IOException {
        List<Path> entries = new ArrayList<>();
        for (Path seat : in(root)) {
            entries.addAll(in(seat));
        }
        return entries;
    }

    /** The attachments of a run, under their names. */
    public Optional<Path> attachments(RunId id) throws IOException {
        return in(root).stream()
                .map(seat -> Upload.tree(seat.resolve(id.value())))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** Where, below such a folder, attachments are put for whichever server launches the run. */
    public static Path place(RunId id) {
        return Path.of("restored", id.value());
    }

    /** What is in such a place under the client's names. */
    public static Path tree(Path place) {
        return Upload.tree(place);
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(entries::add);
        }
        return entries;
    }
}
