package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.store.EndedQuery;
import org.westerly.server.store.EndedRun;
import org.westerly.server.store.EndedRuns;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.KnownRuns;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.jdbc.schema.tables.records.RunRecord;

/** A store that is looked into from beside: the server that writes it may be running or not. */
public final class ReadOnlyRuns implements EndedRuns, KnownRuns, AutoCloseable {

    private static final int AT_ONCE = 500;

    private final Reader reader;
    private final ReadRuns runs;
    private final FindEnded ended;
    private final ReadJournal journal;

    private ReadOnlyRuns(Reader reader) {
        this.reader = reader;
        this.runs = new ReadRuns(reader);
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
    public Optional<Run> get(RunId id) {
        return runs.get(id);
    }

    @Override
    public Optional<RunRequest> request(RunId id) {
        return runs.request(id);
    }

    @Override
    public void each(Consumer<Run> visitor) {
        long last = 0;
        List<RunRecord> page;
        do {
            page = after(last);
            for (RunRecord row : page) {
                last = row.getSeq();
                visitor.accept(RunRow.read(row));
            }
        } while (!page.isEmpty());
    }

    private List<RunRecord> after(long sequence) {
        return reader.read(sql -> sql.selectFrom(RUN)
                .where(RUN.SEQ.gt(sequence))
                .orderBy(RUN.SEQ)
                .limit(AT_ONCE)
                .fetch());
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
