package org.westerly.server.store.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Origin;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.AbandonedRun;
import org.westerly.server.store.EndedQuery;
import org.westerly.server.store.EndedRun;
import org.westerly.server.store.IdempotencyKey;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.QueueQuery;
import org.westerly.server.store.Room;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.Seat;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;
import org.westerly.server.store.StoreLostException;
import org.westerly.server.store.Trait;
import org.westerly.server.store.WorkingServer;

/** Keeps runs in a database. */
public final class JdbcRunStore implements RunStore {

    private static final MakeSecret SIGNING_KEY = new MakeSecret("page-tokens", 32);
    private static final Duration CHECK_PATIENCE = Duration.ofSeconds(2);

    private final GroupCommit writer;
    private final Reader reader;
    private final ReadRuns runs;
    private final ReadQueue queue;
    private final ReadJournal journal;
    private final ListRuns lists;
    private final FindEnded ended;
    private final CountRuns counts;
    private final ServerRows servers;
    private final Optional<HearMoves> hear;
    private final byte[] signingKey;
    private final Optional<Reserve> reserve;
    private volatile Consumer<JournalEntry> moved = _ -> {};

    private JdbcRunStore(Dialect dialect, GroupCommit writer, Reader reader, byte[] signingKey) {
        this.writer = writer;
        this.reader = reader;
        this.reserve = dialect.reserve();
        this.signingKey = signingKey;
        runs = new ReadRuns(reader);
        queue = new ReadQueue(reader);
        journal = new ReadJournal(reader);
        lists = new ListRuns(reader);
        ended = new FindEnded(reader);
        counts = new CountRuns(reader);
        servers = new ServerRows(dialect, writer, reader);
        hear = dialect.hearing().map(hearing -> new HearMoves(hearing, journal, line -> moved.accept(line)).start());
    }

    /** As {@link #open(StoreAddress)}, with nothing but a URL. */
    public static JdbcRunStore open(String jdbcUrl) {
        return open(StoreAddress.of(jdbcUrl));
    }

    /**
     * Opens the store, making its tables, and with SQLite its file, and bringing its schema up to date where needed.
     *
     * @throws IllegalArgumentException if the URL is of no known form
     * @throws StoreLostException if the database server cannot be asked now
     * @throws StoreException if it cannot be opened: folder not writable, not a database, schema newer than this program
     */
    public static JdbcRunStore open(StoreAddress address) {
        Dialect dialect = address.dialect();
        Migrations.apply(dialect);
        IndexRuns.whereMissing(dialect);
        ChainJournal.whereMissing(dialect);
        Outage outage = new Outage(dialect);
        GroupCommit writer = new GroupCommit(dialect, outage).start();
        try {
            byte[] signingKey = writer.write(SIGNING_KEY);
            return new JdbcRunStore(dialect, writer, new Reader(dialect, outage), signingKey);
        } catch (RuntimeException failure) {
            writer.close();
            throw failure;
        }
    }

    @Override
    public void awaitWrites() {
        boolean _ = writer.write(_ -> true);
    }

    @Override
    public Insertion insert(Run run, RunRequest request, @Nullable IdempotencyKey key, Room room) {
        if (reserve.isPresent() && !reserve.get().keep()) {
            throw new StoreFullException("there is no space left to store it", null);
        }
        Insertion inserted = writer.write(new InsertRun(run, request, key, room));
        if (inserted instanceof Insertion.Stored) {
            moved.accept(JournalEntry.birth(run));
        }
        return inserted;
    }

    @Override
    public boolean compareAndSet(Run seen, Run next, JournalEntry entry, @Nullable String outputs) {
        RunStore.requireNextVersion(seen, next);
        boolean done = write(new MoveRun(seen, next, entry, outputs, leaving(seen, next)));
        if (done) {
            moved.accept(entry);
        }
        return done;
    }

    /** A request never changes. Where it is gone, somebody else was faster, and this move will not be made. */
    private Set<String> leaving(Run seen, Run next) {
        return next.removal().stage() == Stage.PURGING
                ? runs.request(seen.id())
                        .map(request -> Terms.of(seen, request))
                        .orElse(Set.of())
                : Set.of();
    }

    private boolean write(MoveRun move) {
        try {
            return writer.write(move);
        } catch (StoreFullException full) {
            if (reserve.isEmpty() || !reserve.get().giveUp()) {
                throw full;
            }
            return writer.write(move);
        }
    }

    @Override
    public Optional<Run> get(RunId id) {
        return runs.get(id);
    }

    @Override
    public Optional<Run> find(RunId id, @Nullable Owner owner, boolean includeDeleted) {
        return runs.get(id)
                .filter(run -> owner == null || owner.equals(run.owner()))
                .filter(run -> includeDeleted || run.deletedAt() == null);
    }

    @Override
    public Optional<RunState> state(RunId id, @Nullable Owner owner) {
        return runs.state(id, owner);
    }

    @Override
    public Optional<RunRequest> request(RunId id) {
        return runs.request(id);
    }

    @Override
    public Optional<String> outputs(RunId id) {
        return runs.outputs(id);
    }

    @Override
    public List<Run> queued(QueueQuery query) {
        return queue.page(query);
    }

    @Override
    public long waiting(Optional<Trait> having, long newest) {
        return queue.count(having, newest);
    }

    @Override
    public OptionalLong sequence(RunId id) {
        return queue.sequence(id);
    }

    @Override
    public List<Origin> atWork() {
        return queue.atWork();
    }

    @Override
    public List<Run> active() {
        return runs.active();
    }

    @Override
    public int activeCount() {
        return counts.active();
    }

    @Override
    public List<Run> purging(int limit) {
        return runs.purging(limit);
    }

    @Override
    public List<ListedRun> list(RunQuery query) {
        return lists.page(query);
    }

    @Override
    public List<EndedRun> ended(EndedQuery query) {
        return ended.page(query);
    }

    @Override
    public long count(RunSelection selection, long newest) {
        return lists.count(selection, newest);
    }

    @Override
    public long newestSequence() {
        return runs.newestSequence();
    }

    @Override
    public Map<RunState, Long> counts(@Nullable Owner owner) {
        return counts.visible(owner);
    }

    @Override
    public List<JournalLine> history(RunId id) {
        return journal.of(id);
    }

    @Override
    public List<JournalLine> journalAfter(long position, int limit) {
        return journal.after(position, limit);
    }

    @Override
    public long newestPosition() {
        return journal.newest();
    }

    @Override
    public void onMove(Consumer<JournalEntry> listener) {
        moved = listener;
    }

    @Override
    public long enter(Seat seat, Duration lease) {
        return servers.enter(seat, lease);
    }

    @Override
    public boolean renew(long epoch, Duration lease) {
        return servers.renew(epoch, lease);
    }

    @Override
    public void leave(long epoch) {
        servers.leave(epoch);
    }

    @Override
    public void endExpired() {
        servers.endExpired();
    }

    @Override
    public List<WorkingServer> working() {
        return servers.working();
    }

    @Override
    public List<Run> held(long epoch) {
        return servers.held(epoch);
    }

    @Override
    public int heldCount(long epoch) {
        return servers.heldCount(epoch);
    }

    @Override
    public List<AbandonedRun> abandoned() {
        return servers.abandoned();
    }

    @Override
    public void forgetKeysBefore(Instant limit) {
        writer.write(
                session -> session.update("delete from idempotency_key where first_used_at < ?", limit.toEpochMilli()));
    }

    @Override
    public byte[] signingKey() {
        return signingKey.clone();
    }

    @Override
    public Optional<String> check() {
        try {
            runs.newestSequence();
            // Changes nothing, so costs no wait for the disk; but the writer has to be alive and able to begin.
            writer.write(_ -> true, CHECK_PATIENCE);
            return Optional.empty();
        } catch (StoreException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    /** Makes the writes that were handed over, then closes. */
    @Override
    public void close() {
        hear.ifPresent(HearMoves::close);
        writer.close();
        reader.close();
    }

    /** For tests, which make the writer fail in ways that no run can. */
    GroupCommit writer() {
        return writer;
    }

    Reader reader() {
        return reader;
    }
}
