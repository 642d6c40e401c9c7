package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.RunFiles;
import org.westerly.server.files.RunFolder;

/** The end of a log, however long the log is. */
record LogTail(List<String> lines) {

    private static final int BYTES = 64 << 10;

    LogTail {
        lines = List.copyOf(lines);
    }

    private static final LogTail NOTHING = new LogTail(List.of());

    /** Nothing where there is no such file. */
    static LogTail of(RunFolder folder, @Nullable Path file) {
        return RunFiles.regular(folder, file).map(LogTail::read).orElse(NOTHING);
    }

    private static LogTail read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer end = ByteBuffer.allocate(BYTES);
            channel.position(Math.max(0, channel.size() - BYTES));
            while (end.hasRemaining() && channel.read(end) >= 0) {}
            return new LogTail(new String(end.array(), 0, end.position(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IOException e) {
            return NOTHING;
        }
    }

    boolean mentions(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    Optional<String> last() {
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
    }

    Optional<String> last(Predicate<String> like) {
        return lines.reversed().stream().filter(like).findFirst();
    }
}
