package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Run;

/**
 * Collects what writes change about the postings, and stores it once before the commit: the runs of a batch have most
 * terms in common. Belongs to one session, and lasts no longer: what it remembers holds until a commit fails, or until
 * somebody else has written, which {@link Session#begin} notices.
 */
final class PostingWrites {

    private static final String READ = "select runs from posting where term = ? and chunk = ?";
    private static final String WRITE = "insert into posting (runs, term, chunk) values (?, ?, ?)"
            + " on conflict (term, chunk) do update set runs = excluded.runs";
    private static final String REMOVE = "delete from posting where term = ? and chunk = ?";

    /** Of half a KiB each: enough for the terms that most runs have, so that these are not read again and again. */
    private static final int REMEMBERED = 1024;

    private record Change(String term, long sequence, boolean add) {}

    private final List<Change> changes = new ArrayList<>();
    private final List<ChunkTimes> spans = new ArrayList<>();
    private long emptyFrom = Long.MAX_VALUE;
    private int keptChanges;
    private int keptSpans;

    private final Map<Posting, Bits> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Posting, Bits> eldest) {
            return size() > REMEMBERED;
        }
    };

    void born(long sequence, Set<String> terms, Run run) {
        terms.forEach(term -> changes.add(new Change(term, sequence, true)));
        spans.add(new ChunkTimes(Posting.chunkOf(sequence), run));
    }

    void moved(long sequence, Run seen, Run next) {
        Set<String> before = Terms.moving(seen);
        Set<String> after = Terms.moving(next);
        before.stream()
                .filter(term -> !after.contains(term))
                .forEach(term -> changes.add(new Change(term, sequence, false)));
        after.stream()
                .filter(term -> !before.contains(term))
                .forEach(term -> changes.add(new Change(term, sequence, true)));
        ChunkTimes span = new ChunkTimes(Posting.chunkOf(sequence), next);
        if (!span.equals(new ChunkTimes(Posting.chunkOf(sequence), seen))) {
            spans.add(span);
        }
    }

    /** The run is nowhere to be found any more. Its times stay in those of its chunk, which are only ever widened. */
    void gone(long sequence, Set<String> terms) {
        terms.forEach(term -> changes.add(new Change(term, sequence, false)));
    }

    /** It is known that nothing is stored yet of this chunk and those after it, so that it need not be looked for. */
    void emptyFrom(long chunk) {
        emptyFrom = chunk;
    }

    /** Somebody else may have changed what is stored. */
    void forget() {
        remembered.clear();
    }

    /** The write that made the last changes was made. */
    void keep() {
        keptChanges = changes.size();
        keptSpans = spans.size();
    }

    /** It was not. */
    void drop() {
        changes.subList(keptChanges, changes.size()).clear();
        spans.subList(keptSpans, spans.size()).clear();
    }

    /** After a failure the session is of no use any more: part of it may be stored, and all of it is remembered. */
    void store(Session session) throws SQLException {
        Map<Posting, Bits> changed = new LinkedHashMap<>();
        for (Change change : changes) {
            Posting posting = new Posting(change.term(), Posting.chunkOf(change.sequence()));
            Bits bits = changed.get(posting);
            if (bits == null) {
                bits = current(session, posting);
                changed.put(posting, bits);
            }
            if (change.add()) {
                bits.set(Posting.placeOf(change.sequence()));
            } else {
                bits.clear(Posting.placeOf(change.sequence()));
            }
        }
        // In the order of the table, as each page is then written to once.
        for (Posting posting : changed.keySet().stream().sorted().toList()) {
            Bits bits = Objects.requireNonNull(changed.get(posting));
            write(session, posting, bits);
            remembered.put(posting, bits);
            emptyFrom = posting.chunk() >= emptyFrom ? posting.chunk() + 1 : emptyFrom;
        }
        Map<Long, ChunkTimes> widest = new LinkedHashMap<>();
        spans.forEach(span -> widest.merge(span.chunk(), span, ChunkTimes::with));
        for (ChunkTimes span : widest.values()) {
            span.store(session);
        }
        changes.clear();
        spans.clear();
        keep();
    }

    private Bits current(Session session, Posting posting) throws SQLException {
        Bits known = remembered.get(posting);
        if (known != null) {
            return known;
        }
        if (posting.chunk() >= emptyFrom) {
            return Bits.none();
        }
        try (ResultSet row =
                session.bound(READ, posting.term(), posting.chunk()).executeQuery()) {
            byte @Nullable [] stored = row.next() ? row.getBytes(1) : null;
            return stored == null ? Bits.none() : Bits.decoded(stored);
        }
    }

    private static void write(Session session, Posting posting, Bits bits) throws SQLException {
        if (bits.isEmpty()) {
            session.update(REMOVE, posting.term(), posting.chunk());
        } else {
            session.update(WRITE, bits.encoded(), posting.term(), posting.chunk());
        }
    }
}
