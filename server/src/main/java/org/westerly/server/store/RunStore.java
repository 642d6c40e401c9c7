package org.westerly.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Origin;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;

/**
 * Keeps the runs. Whatever returns normally is durable. Safe for use by many threads; blocking calls, made from virtual
 * threads.
 *
 * <p>Queries made for a caller name the owner, or null for every owner; a stranger's run is simply not there. The
 * dispatcher's own queries ({@link #queued}, {@link #active}, {@link #get}) see all runs.
 *
 * <p>Times are kept to the millisecond. Every call throws {@link StoreException} when the store cannot be asked, and a
 * write {@link StoreFullException} when there is no space left; nothing was changed then. Only after an
 * {@link UnknownOutcomeException} something may have been.
 */
public interface RunStore extends EndedRuns, Servers, AutoCloseable {

    /**
     * Stores a new run with its request and the journal's first line, in one transaction.
     *
     * @return {@link Insertion.Stored}, or what an earlier request with the same idempotency key makes of it, or, only
     *     where there is no such, {@link Insertion.Full}
     * @throws StoreException also when there is a run of that id already
     */
    Insertion insert(Run run, RunRequest request, @Nullable IdempotencyKey key, Room room);

    /** As above, however many wait. */
    default Insertion insert(Run run, RunRequest request, @Nullable IdempotencyKey key) {
        return insert(run, request, key, Room.ANY);
    }

    /** Returns when everything that was to be written before has been, or never will be, an answer lost or not. */
    void awaitWrites();

    /** The run as it stands, soft-deleted ones and tombstones included. */
    Optional<Run> get(RunId id);

    /** The run if {@code owner} may see it; with {@code includeDeleted}, soft-deleted ones and tombstones too. */
    Optional<Run> find(RunId id, @Nullable Owner owner, boolean includeDeleted);

    /**
     * The state of the run if {@code owner} may see it and it is not soft-deleted: what {@link #find} would tell, for
     * the price of one indexed read. Clients poll this more than everything else together.
     */
    Optional<RunState> state(RunId id, @Nullable Owner owner);

    /** What the client asked for; empty when it has been purged. */
    Optional<RunRequest> request(RunId id);

    /** The outputs document, a JSON object; empty when none was recorded. */
    Optional<String> outputs(RunId id);

    /**
     * Replaces {@code seen} by {@code next} if the stored version is still {@code seen.version()}, together with the
     * journal line and, where given, the outputs, in one transaction.
     *
     * <p>A run that is to be purged is in no list and no count from then on, not even among deleted ones. With one that has
     * been purged, its request, outputs, tags and what the journal has to say about its moves are forgotten in the same
     * transaction; the journal's lines themselves stay, and so does its idempotency key while that lasts.
     *
     * @return false when somebody else was faster or there is no such run; nothing was changed then
     * @throws IllegalArgumentException if {@code next} is not the version after {@code seen} of the same run
     */
    boolean compareAndSet(Run seen, Run next, JournalEntry entry, @Nullable String outputs);

    /** The oldest runs in QUEUED, in the order they came. */
    default List<Run> queued(int limit) {
        return queued(QueueQuery.any(limit));
    }

    /**
     * Runs in QUEUED, in the order they came. The price depends on how many are asked for and how many traits are named;
     * on how many wait, hardly.
     */
    List<Run> queued(QueueQuery query);

    /** How many runs are in QUEUED, of those with this trait, if one is given, whose insertion sequence is not over {@code newest}. */
    long waiting(Optional<Trait> having, long newest);

    /** The insertion sequence of a run; empty when there is none of that id. */
    OptionalLong sequence(RunId id);

    /**
     * Where every run in INITIALIZING, RUNNING or CANCELING comes from, whoever works on it: what {@link #active} tells,
     * for less.
     */
    List<Origin> atWork();

    /** Every run in INITIALIZING, RUNNING or CANCELING. */
    List<Run> active();

    /** How many runs are in INITIALIZING, RUNNING or CANCELING; does not depend on how many are stored. */
    int activeCount();

    /** Runs whose purge is under way, in the order in which they were asked for. */
    List<Run> purging(int limit);

    /** One page, in the order asked for. */
    List<ListedRun> list(RunQuery query);

    /** How many runs the selection holds, of those whose insertion sequence is not over {@code newest}. Exact. */
    long count(RunSelection selection, long newest);

    /** The insertion sequence of the newest run of any owner; 0 when there is none. */
    long newestSequence();

    /**
     * Runs by state that {@code owner} may see, soft-deleted ones left out; every state is a key. The price does not
     * depend on how many runs are stored.
     */
    Map<RunState, Long> counts(@Nullable Owner owner);

    /** As {@link #history}, without its places. */
    default List<JournalEntry> journal(RunId id) {
        return history(id).stream().map(JournalLine::entry).toList();
    }

    /** What happened to all runs after {@code position}, in order, at most {@code limit} lines. */
    List<JournalLine> journalAfter(long position, int limit);

    /** The place of the newest line of all runs; 0 when there is none. */
    long newestPosition();

    /**
     * Sets who is told of every new line, whichever server stored it, soon after; sometimes twice. Must return at once. A
     * hint: the journal is the truth.
     */
    void onMove(Consumer<JournalEntry> listener);

    /** Forgets idempotency keys that were first used before {@code limit}. */
    void forgetKeysBefore(Instant limit);

    /** A key for signing page tokens, made once and kept in the store, so that tokens survive a restart. */
    byte[] signingKey();

    /** Would a call succeed now? Empty if so, else what is wrong. */
    Optional<String> check();

    @Override
    void close();

    /**
     * What every implementation of {@link #compareAndSet} asks of its arguments.
     *
     * @throws IllegalArgumentException if {@code next} is not the version after {@code seen} of the same run
     */
    static void requireNextVersion(Run seen, Run next) {
        if (!next.id().equals(seen.id())
                || !next.owner().equals(seen.owner())
                || next.version() != seen.version() + 1) {
            throw new IllegalArgumentException("run " + next.id() + " version " + next.version()
                    + " does not follow run " + seen.id() + " version " + seen.version());
        }
    }
}
