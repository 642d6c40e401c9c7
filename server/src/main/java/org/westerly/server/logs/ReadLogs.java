package org.westerly.server.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.westerly.server.run.RunId;

/** Reads pages of lines; where nobody has numbered them yet, does so first. */
public final class ReadLogs {

    /** Characters of a page: it is smaller than asked for rather than much larger than this, whatever its lines are like. */
    public static final int MOST = 16 << 20;

    private final FollowLogs follow;
    private final InstantSource clock;
    private final LogLocks locks;

    /** @param shared whether other servers number lines in the same folders */
    public ReadLogs(FollowLogs follow, InstantSource clock, boolean shared) {
        this.follow = follow;
        this.clock = clock;
        this.locks = new LogLocks(shared);
    }

    /**
     * Makes sure that the lines of a run can be read: those of a running one are numbered while it works, those of one that
     * has ended were, unless the server or the disk was in the way.
     */
    public void ofRun(RunId run, LogFiles files, boolean ended) {
        if (ended && !follow.follows(run)) {
            catchUp(files, true);
        }
    }

    /** Numbers the lines that have come since somebody asked last. */
    public void catchUp(LogFiles files, boolean ended) {
        try {
            if (Lag.behind(files)) {
                locks.alone(files, () -> number(files, ended));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the lines of a log could not be numbered", e);
        }
    }

    private void number(LogFiles files, boolean ended) throws IOException {
        try (IndexLog index = IndexLog.open(files, clock)) {
            index.drain(ended, new byte[IndexStream.BUFFER]);
        } catch (NoSuchFileException purged) {
            // Between its being found and now.
        }
    }

    /** Up to {@code limit} lines after {@code seq}; fewer when they have much more than {@code most} characters. */
    public LogPage after(LogFiles files, Set<LogStream> streams, long seq, int limit, int most, Mask mask) {
        try (ReadLog log = ReadLog.open(files, streams, mask)) {
            return page(log.page(seq, limit, most), seq);
        } catch (IOException e) {
            throw new UncheckedIOException("a log could not be read", e);
        }
    }

    /** The last {@code lines}. */
    public LogPage tail(LogFiles files, Set<LogStream> streams, int lines, Mask mask) {
        try (ReadLog log = ReadLog.open(files, streams, mask)) {
            long before = log.beforeTail(lines);
            return page(log.page(before, lines, MOST), before);
        } catch (IOException e) {
            throw new UncheckedIOException("a log could not be read", e);
        }
    }

    private static LogPage page(List<LogLine> lines, long asked) {
        return new LogPage(lines, lines.isEmpty() ? asked : lines.getLast().seq());
    }
}
