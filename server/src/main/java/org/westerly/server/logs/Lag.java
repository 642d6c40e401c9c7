package org.westerly.server.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** Whether there are bytes in a log that nobody has looked at. */
final class Lag {

    private Lag() {}

    static boolean behind(LogFiles files) throws IOException {
        for (LogStream stream : files.raw().keySet()) {
            if (written(files, stream) > numbered(files, stream)) {
                return true;
            }
        }
        return false;
    }

    private static long written(LogFiles files, LogStream stream) throws IOException {
        try {
            return Files.size(files.file(stream));
        } catch (NoSuchFileException notYet) {
            return 0;
        }
    }

    private static long numbered(LogFiles files, LogStream stream) throws IOException {
        try (ChunkFile entries = ChunkFile.toRead(files.entries(stream))) {
            long count = entries.count();
            return count == 0 ? 0 : entries.get(count - 1).end();
        } catch (NoSuchFileException notYet) {
            return 0;
        }
    }
}
