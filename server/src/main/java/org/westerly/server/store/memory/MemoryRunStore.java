package org.westerly.server.store.memory;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
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
import org.westerly.server.store.RunOrder;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunQuery.Place;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.Seat;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.Trait;
import org.westerly.server.store.WorkingServer;

/**
 * Keeps runs in memory.
 *
 * <p>Long because it has a short method for every promise of {@link RunStore}, all about the same few maps under one lock.
 */
public final class MemoryRunStore implements RunStore {

    private record UsedKey(String digest, RunId run, Instant firstUsed) {}

    private record KeyOfOwner(Owner owner, String key) {}

    private final NavigableMap<Long, StoredRun> runs = new TreeMap<>();
    private final Map<RunId, Long> sequences = new HashMap<>();
    private final Map<RunState, NavigableMap<Long, StoredRun>> byState = new EnumMap<>(RunState.class);
    private final NavigableMap<Long, JournalLine> journal = new TreeMap<>();
    private final Map<RunId, List<JournalLine>> histories = new HashMap<>();
    private final Map<KeyOfOwner, UsedKey> keys = new HashMap<>();
    private final byte[] signingKey = new byte[32];
    private final MemoryServers servers = new MemoryServers();
    private volatile Consumer<JournalEntry> moved = _ -> {};
    private boolean closed;

    public MemoryRunStore() {
        for (RunState state : RunState.values()) {
            byState.put(state, new TreeMap<>());
        }
        new SecureRandom().nextBytes(signingKey);
    }

    /** Each is made before it returns. */
    @Override
    public void awaitWrites() {}

    @Override
    public Insertion insert(Run run, RunRequest request, @Nullable IdempotencyKey key, Room room) {
        Insertion inserted = put(run, request, key, room);
        if (inserted instanceof Insertion.Stored) {
            moved.accept(JournalEntry.birth(run));
        }
        return inserted;
    }

    private synchronized Insertion put(Run run, RunRequest request, @Nullable IdempotencyKey key, Room room) {
        requireOpen();
        if (key != null) {
            UsedKey used = keys.get(new KeyOfOwner(run.owner(), key.key()));
            if (used != null && !used.firstUsed().isBefore(key.notBefore())) {
                return used.digest().equals(key.digest())
                        ? new Insertion.Repeated(used.run())
                        : new Insertion.Clash(used.run());
            }
        }
        if (waiting(Optional.empty(), Long.MAX_VALUE) >= room.runs()) {
            return new Insertion.Full(room, false);
        }
        if (room.perOwner() != Long.MAX_VALUE
                && waiting(Optional.of(new Trait.OfOwner(run.owner())), Long.MAX_VALUE) >= room.perOwner()) {
            return new Insertion.Full(room, true);
        }
        if (sequences.containsKey(run.id())) {
            throw new StoreException("run " + run.id() + " is stored already", null);
        }
        if (key != null) {
            keys.put(new KeyOfOwner(run.owner(), key.key()), new UsedKey(key.digest(), run.id(), run.submittedAt()));
        }
        long sequence = newestSequence() + 1;
        sequences.put(run.id(), sequence);
        put(new StoredRun(sequence, run, Optional.of(request), Optional.empty()));
        write(run, JournalEntry.birth(run));
        return new Insertion.Stored();
    }

    @Override
    public synchronized Optional<Run> get(RunId id) {
        return stored(id).map(StoredRun::run);
    }

    @Override
    public synchronized Optional<Run> find(RunId id, @Nullable Owner owner, boolean includeDeleted) {
        return stored(id)
                .filter(stored -> stored.visibleTo(owner) && (includeDeleted || !stored.deleted()))
                .map(StoredRun::run);
    }

    @Override
    public Optional<RunState> state(RunId id, @Nullable Owner owner) {
        return find(id, owner, false).map(Run::state);
    }

    @Override
    public synchronized Optional<RunRequest> request(RunId id) {
        return stored(id).flatMap(StoredRun::request);
    }

    @Override
    public synchronized Optional<String> outputs(RunId id) {
        return stored(id).flatMap(StoredRun::outputs);
    }

    @Override
    public boolean compareAndSet(Run seen, Run next, JournalEntry entry, @Nullable String outputs) {
        RunStore.requireNextVersion(seen, next);
        boolean done = replace(seen, next, entry, outputs);
        if (done) {
            moved.accept(entry);
        }
        return done;
    }

    private synchronized boolean replace(Run seen, Run next, JournalEntry entry, @Nullable String outputs) {
        Optional<StoredRun> now =
                stored(seen.id()).filter(stored -> stored.run().version() == seen.version());
        now.ifPresent(stored -> {
            states(stored.run().state()).remove(stored.sequence());
            put(stored.with(next, outputs));
            write(next, entry);
            if (next.removal().stage() == Stage.PURGED) {
                forgetDetails(next.id());
            }
        });
        return now.isPresent();
    }

    @Override
    public synchronized List<Run> queued(QueueQuery query) {
        requireOpen();
        return states(RunState.QUEUED).values().stream()
                .map(StoredRun::run)
                .filter(run -> query.having().stream().allMatch(trait -> trait.isOf(run.origin()))
                        && query.without().stream().noneMatch(trait -> trait.isOf(run.origin()))
                        && query.cameBy().stream().noneMatch(run.submittedAt()::isAfter))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized long waiting(Optional<Trait> having, long newest) {
        requireOpen();
        NavigableMap<Long, StoredRun> waiting = states(RunState.QUEUED).headMap(newest, true);
        return having.map(trait -> waiting.values().stream()
                        .filter(stored -> trait.isOf(stored.run().origin()))
                        .count())
                .orElseGet(() -> (long) waiting.size());
    }

    @Override
    public synchronized OptionalLong sequence(RunId id) {
        requireOpen();
        Long sequence = sequences.get(id);
        return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
    }

    @Override
    public List<Origin> atWork() {
        return active().stream().map(Run::origin).toList();
    }

    @Override
    public synchronized List<Run> active() {
        requireOpen();
        return Stream.of(RunState.values())
                .filter(RunState::active)
                .flatMap(state -> states(state).values().stream())
                .map(StoredRun::run)
                .toList();
    }

    @Override
    public synchronized int activeCount() {
        requireOpen();
        return Stream.of(RunState.values())
                .filter(RunState::active)
                .mapToInt(state -> states(state).size())
                .sum();
    }

    @Override
    public synchronized List<Run> purging(int limit) {
        requireOpen();
        return runs.values().stream()
                .map(StoredRun::run)
                .filter(run -> run.removal().stage() == Stage.PURGING)
                .sorted(Comparator.comparing(run -> askedAt(run)))
                .limit(limit)
                .toList();
    }

    private static Instant askedAt(Run run) {
        return Objects.requireNonNull(run.removal().purge()).askedAt();
    }

    @Override
    public synchronized List<ListedRun> list(RunQuery query) {
        requireOpen();
        Comparator<Place> order = query.order().comparator();
        Function<ListedRun, Place> place =
                run -> query.order().placeOf(run, query.begun().at());
        Place after = query.after();
        return runs.headMap(query.begun().newest(), true).values().stream()
                .filter(stored -> stored.isIn(query.selection()))
                .map(StoredRun::listed)
                .filter(run -> after == null || order.compare(place.apply(run), after) > 0)
                .sorted(Comparator.comparing(place, order))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized List<EndedRun> ended(EndedQuery query) {
        requireOpen();
        Comparator<Place> order = new RunOrder(RunOrder.By.END_TIME, false).comparator();
        Place after = query.after();
        return runs.values().stream()
                .filter(stored -> stored.isIn(query))
                .map(stored -> new EndedRun(stored.sequence(), stored.run()))
                .filter(run -> after == null || order.compare(run.place(), after) > 0)
                .sorted(Comparator.comparing(EndedRun::place, order))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized long count(RunSelection selection, long newest) {
        requireOpen();
        return runs.headMap(newest, true).values().stream()
                .filter(stored -> stored.isIn(selection))
                .count();
    }

    @Override
    public synchronized long newestSequence() {
        requireOpen();
        return runs.isEmpty() ? 0 : runs.lastKey();
    }

    @Override
    public synchronized Map<RunState, Long> counts(@Nullable Owner owner) {
        requireOpen();
        Map<RunState, Long> counts = new EnumMap<>(RunState.class);
        byState.forEach((state, stored) -> counts.put(
                state,
                stored.values().stream()
                        .filter(run -> run.visibleTo(owner) && !run.deleted())
                        .count()));
        return counts;
    }

    @Override
    public synchronized List<JournalLine> history(RunId id) {
        requireOpen();
        return List.copyOf(histories.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized List<JournalLine> journalAfter(long position, int limit) {
        requireOpen();
        return journal.tailMap(position, false).values().stream().limit(limit).toList();
    }

    @Override
    public synchronized long newestPosition() {
        requireOpen();
        return journal.isEmpty() ? 0 : journal.lastKey();
    }

    @Override
    public void onMove(Consumer<JournalEntry> listener) {
        moved = listener;
    }

    private void forgetDetails(RunId id) {
        List<JournalLine> kept = histories.getOrDefault(id, List.of()).stream()
                .map(MemoryRunStore::withoutDetail)
                .toList();
        histories.put(id, new ArrayList<>(kept));
        kept.forEach(line -> journal.put(line.position(), line));
    }

    /** Who took it away is part of the tombstone. */
    private static JournalLine withoutDetail(JournalLine line) {
        JournalEntry entry = line.entry();
        boolean keep = JournalEntry.OF_REMOVALS.contains(entry.event());
        return keep ? line : new JournalLine(line.position(), line.owner(), entry.withoutDetail());
    }

    private void write(Run run, JournalEntry entry) {
        JournalLine line = new JournalLine(newestPosition() + 1, run.owner(), entry);
        journal.put(line.position(), line);
        histories.computeIfAbsent(run.id(), _ -> new ArrayList<>()).add(line);
    }

    @Override
    public synchronized long enter(Seat seat, Duration lease) {
        requireOpen();
        return servers.enter(seat, lease);
    }

    @Override
    public synchronized boolean renew(long epoch, Duration lease) {
        requireOpen();
        return servers.renew(epoch, lease);
    }

    @Override
    public synchronized void leave(long epoch) {
        requireOpen();
        servers.leave(epoch);
    }

    @Override
    public synchronized void endExpired() {
        servers.endExpired();
    }

    @Override
    public synchronized List<WorkingServer> working() {
        requireOpen();
        return servers.working();
    }

    @Override
    public synchronized List<Run> held(long epoch) {
        return active().stream().filter(run -> run.epoch() == epoch).toList();
    }

    @Override
    public synchronized int heldCount(long epoch) {
        return held(epoch).size();
    }

    @Override
    public synchronized List<AbandonedRun> abandoned() {
        return active().stream()
                .filter(run -> !servers.works(run.epoch()))
                .map(servers::abandoned)
                .toList();
    }

    @Override
    public synchronized void forgetKeysBefore(Instant limit) {
        requireOpen();
        keys.values().removeIf(used -> used.firstUsed().isBefore(limit));
    }

    @Override
    public byte[] signingKey() {
        return signingKey.clone();
    }

    @Override
    public synchronized Optional<String> check() {
        return closed ? Optional.of("the store is closed") : Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void put(StoredRun stored) {
        runs.put(stored.sequence(), stored);
        states(stored.run().state()).put(stored.sequence(), stored);
    }

    private Optional<StoredRun> stored(RunId id) {
        requireOpen();
        return Optional.ofNullable(sequences.get(id)).map(runs::get);
    }

    private NavigableMap<Long, StoredRun> states(RunState state) {
        return byState.getOrDefault(state, new TreeMap<>());
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("the store is closed", null);
        }
    }
}
