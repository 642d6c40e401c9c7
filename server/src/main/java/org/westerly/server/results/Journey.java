package org.westerly.server.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.RunId;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.RunStore;

/**
 * Goes along the journal of all runs from end to end of runs, and remembers on disk how far: whoever was killed goes on
 * with the run that was under way. What is done for a run must bear being done again.
 */
final class Journey {

    private static final int LINES = 500;

    /** What is to be done for a run that has ended. */
    @FunctionalInterface
    interface Stop {
        void at(RunId run) throws IOException, InterruptedException;
    }

    private final RunStore store;
    private final Path mark;
    private volatile long position = -1;

    /** @param mark file that says how far */
    Journey(RunStore store, Path mark) {
        this.store = store;
        this.mark = mark;
    }

    /** How far it has come. */
    long position() {
        return position;
    }

    /** Somebody else may go on: where that has come to is read again. */
    void leave() {
        position = -1;
    }

    /** Goes on to the end of the journal, or to {@code limit}. */
    void go(long limit, Stop stop) throws IOException, InterruptedException {
        if (position < 0) {
            // A store that was begun anew counts from the start.
            position = Math.min(read(), store.newestPosition());
        }
        while (position < limit) {
            List<JournalLine> lines = store.journalAfter(position, LINES);
            if (lines.isEmpty()) {
                return;
            }
            for (JournalLine line : lines) {
                if (line.position() > limit) {
                    return;
                }
                if (isEnd(line.entry())) {
                    stop.at(line.entry().run());
                    write(line.position());
                }
                position = line.position();
            }
        }
    }

    /** Not what became of the run since: what it has left is listed and summed once. */
    private static boolean isEnd(JournalEntry entry) {
        return entry.to().terminal() && entry.from() != entry.to();
    }

    private long read() throws IOException {
        try {
            return Math.max(0, Long.parseLong(Files.readString(mark).strip()));
        } catch (NoSuchFileException | NumberFormatException notYet) {
            return 0;
        }
    }

    private void write(long reached) throws IOException {
        Path unfinished = mark.resolveSibling(mark.getFileName() + ".new");
        Files.writeString(unfinished, Long.toString(reached));
        Files.move(unfinished, mark, StandardCopyOption.ATOMIC_MOVE);
    }
}
