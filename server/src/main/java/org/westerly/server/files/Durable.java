package org.westerly.server.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Forces files and names to the disk: a file that was synced is lost all the same while its folder was not. */
public final class Durable {

    private Durable() {}

    /** A file's content, or a folder's names. */
    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Syncs {@code top} and every folder below it; the files in them are the caller's care. */
    static void syncFolders(Path top) throws IOException {
        List<Path> folders;
        try (Stream<Path> walk = Files.walk(top)) {
            folders = walk.filter(path -> Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path folder : folders.reversed()) {
            sync(folder);
        }
    }
}
