package org.westerly.server.store.jdbc;

import java.util.List;
import org.westerly.server.run.RunId;
import org.westerly.server.store.EndedQuery;
import org.westerly.server.store.EndedRun;
import org.westerly.server.store.EndedRuns;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.StoreException;

/** A store that is looked into from beside: the server that writes it may be running or not. */
public final class ReadOnlyRuns implements EndedRuns, AutoCloseable {

    private final Reader reader;
    private final FindEnded ended;
    private final ReadJournal journal;

    private ReadOnlyRuns(Reader reader) {
        this.reader = reader;
        this.ended = new FindEnded(reader);
        this.journal = new ReadJournal(reader);
    }

    /**
     * Opens it, and changes nothing.
     *
     * @throws IllegalArgumentException if the URL is of no known form
     * @throws StoreException if there is no such store, it cannot be read, or its schema is not this program's
     */
    public static ReadOnlyRuns open(StoreAddress address) {
        Dialect dialect = address.dialect();
        if (!dialect.isThere()) {
            throw new StoreException("there is no store yet at " + address + ": the server makes it", null);
        }
        Migrations.requireCurrent(dialect);
        return new ReadOnlyRuns(new Reader(dialect, new Outage(dialect)));
    }

    @Override
    public List<EndedRun> ended(EndedQuery query) {
        return ended.page(query);
    }

    @Override
    public List<JournalLine> history(RunId id) {
        return journal.of(id);
    }

    @Override
    public void close() {
        reader.close();
    }
}
