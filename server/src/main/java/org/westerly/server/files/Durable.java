package org.westerly.server.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Forces names to the disk: a file that was synced is lost all the same while its folder was not. */
final class Durable {

    private Durable() {}

    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
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
            syncFolder(folder);
        }
    }
}
