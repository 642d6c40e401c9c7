package org.westerly.server.logs;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.westerly.server.files.RunFolder;

/**
 * The files of one process.
 *
 * @param raw what it writes, as it writes it; a stream that nobody keeps is absent
 * @param home the run's folder; where that is gone, nothing is made any more
 * @param index the folder of the entries about them, somewhere in it
 */
public record LogFiles(Map<LogStream, Path> raw, Path home, Path index) {

    public LogFiles {
        raw = Map.copyOf(raw);
    }

    /** Those of the engine of a run. */
    public static LogFiles of(RunFolder run) {
        return new LogFiles(
                Map.of(LogStream.STDOUT, run.stdout(), LogStream.STDERR, run.stderr()), run.root(), run.lines());
    }

    Path file(LogStream stream) {
        return Objects.requireNonNull(raw.get(stream));
    }

    Path entries(LogStream stream) {
        return index.resolve(stream.word() + ".lines");
    }
}
