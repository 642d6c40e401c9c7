package org.westerly.server.logs;

import java.io.IOException;
import java.nio.file.WatchKey;
import java.util.Optional;
import org.westerly.server.run.RunId;

/** The log of a run whose process may be writing. */
final class FollowedLog {

    private final RunId run;
    private final IndexLog index;
    private final Optional<WatchKey> watch;
    private boolean closed;
    private boolean failed;

    FollowedLog(RunId run, IndexLog index, Optional<WatchKey> watch) {
        this.run = run;
        this.index = index;
        this.watch = watch;
    }

    RunId run() {
        return run;
    }

    Optional<WatchKey> watch() {
        return watch;
    }

    /** One look; true if there were lines. */
    synchronized boolean advance(byte[] buffer) throws IOException {
        return !closed && index.advance(false, buffer);
    }

    /** The process has ended: what is there now is all. */
    synchronized void complete(byte[] buffer) throws IOException {
        try {
            if (!closed) {
                index.drain(true, buffer);
            }
        } finally {
            close();
        }
    }

    /** A full disk would be told of twice a second. */
    synchronized boolean failedFirst() {
        boolean first = !failed;
        failed = true;
        return first;
    }

    synchronized void close() throws IOException {
        watch.ifPresent(WatchKey::cancel);
        if (!closed) {
            closed = true;
            index.close();
        }
    }
}
