package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.StoreException;

/**
 * Tells of lines that other servers have added to the journal. Being called is only a reason to look: what was missed while
 * the database was away is in the journal, and found there.
 */
final class HearMoves implements AutoCloseable {

    /** Should a call be lost, the journal is looked at this often. */
    private static final Duration SAFETY_NET = Duration.ofSeconds(1);

    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final int LINES = 500;

    private final Hearing hearing;
    private final ReadJournal journal;
    private final Consumer<JournalEntry> listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private long position = -1;

    HearMoves(Hearing hearing, ReadJournal journal, Consumer<JournalEntry> listener) {
        this.hearing = hearing;
        this.journal = journal;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("hear moves").unstarted(this::hear);
    }

    HearMoves start() {
        thread.start();
        return this;
    }

    private void hear() {
        try {
            while (closing.getCount() > 0) {
                try {
                    look();
                    hearing.await(SAFETY_NET);
                } catch (SQLException | StoreException away) {
                    // Whoever uses the store tells of that; here it is only waited for.
                    hearing.close();
                    var _ = closing.await(SAFETY_NET.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            hearing.close();
        }
    }

    private void look() {
        if (position < 0) {
            position = journal.newest();
        }
        List<JournalLine> lines;
        do {
            lines = journal.after(position, LINES);
            for (JournalLine line : lines) {
                position = line.position();
                listener.accept(line.entry());
            }
        } while (lines.size() == LINES);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(CLOSING)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
