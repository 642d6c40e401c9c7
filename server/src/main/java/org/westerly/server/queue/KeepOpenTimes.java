package org.westerly.server.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.westerly.server.queue.OpenTimes.Span;

/**
 * Looks whether runs can start, and keeps in the data folder since when: a restart is not to give everybody who waits all
 * the time again. Servers that share the folder go on with what the others have seen.
 */
public final class KeepOpenTimes {

    private static final String NAME = "queue-open";

    private final Path file;
    private final Gate gate;
    private final InstantSource clock;

    public KeepOpenTimes(Path dataFolder, Gate gate, InstantSource clock) {
        this.file = dataFolder.resolve(NAME);
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * What is known now; empty while nothing can start.
     *
     * @param longest that anybody may wait
     */
    Optional<OpenTimes> look(Duration longest) {
        boolean open = gate.shut().isEmpty();
        OpenTimes before = read();
        OpenTimes now = before.looked(clock.instant(), open).within(longest);
        if (!now.equals(before)) {
            write(now);
        }
        return open ? Optional.of(now) : Optional.empty();
    }

    private OpenTimes read() {
        try {
            List<String> lines = Files.readAllLines(file);
            List<Span> spans = lines.stream()
                    .filter(line -> !line.equals("shut"))
                    .map(line -> line.split(" ", 2))
                    .map(ends -> new Span(Instant.parse(ends[0]), Instant.parse(ends[ends.length - 1])))
                    .toList();
            return new OpenTimes(spans, !lines.contains("shut"));
        } catch (NoSuchFileException | DateTimeParseException none) {
            // Nobody is ended too early by what somebody wrote there.
            return OpenTimes.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException("when runs could start is not known", e);
        }
    }

    private void write(OpenTimes times) {
        String text = times.spans().stream()
                        .map(span -> span.from() + " " + span.to() + "\n")
                        .collect(Collectors.joining())
                + (times.open() ? "" : "shut\n");
        try {
            Path next = Files.writeString(file.resolveSibling(NAME + ".new"), text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("since when runs can start could not be written down", e);
        }
    }
}
