package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;
import org.westerly.server.store.StoreException;

/** What lists are read from, beside what it should be. Remembers which chunks are wrong. */
final class CheckPostings {

    private static final String COUNTS = "select chunk, count(*) from posting group by chunk";
    private static final String ONE = "select runs from posting where term = ? and chunk = ?";
    private static final int EXAMPLES = 3;

    private final Session session;
    private final Consumer<Finding> found;
    private final Map<Long, Long> stored = new HashMap<>();
    private final Set<Long> wrong = new TreeSet<>();

    CheckPostings(Session session, Consumer<Finding> found) throws SQLException {
        this.session = session;
        this.found = found;
        try (ResultSet row = session.bound(COUNTS).executeQuery()) {
            while (row.next()) {
                stored.put(row.getLong(1), row.getLong(2));
            }
        }
    }

    void check(ExpectedPostings expected) {
        try {
            long chunk = expected.chunk();
            TreeSet<String> different = new TreeSet<>();
            long there = 0;
            for (Map.Entry<String, Bits> term : expected.terms().entrySet()) {
                byte[] bits = bits(term.getKey(), chunk);
                there += bits == null ? 0 : 1;
                if (bits == null || !Arrays.equals(bits, term.getValue().encoded())) {
                    different.add(term.getKey());
                }
            }
            if (!different.isEmpty()) {
                tell(
                        chunk,
                        different.size() + " terms are missing or stand for other runs, among them "
                                + different.stream().limit(EXAMPLES).toList());
            }
            long more = stored.getOrDefault(chunk, 0L) - there;
            if (more != 0) {
                tell(chunk, more + " terms stand for runs that do not have them");
            }
            ChunkTimes times = expected.times();
            if (times != null && !isWithin(times)) {
                tell(chunk, "the times of its runs are not within those that are noted");
            }
            stored.remove(chunk);
        } catch (SQLException failure) {
            throw new StoreException("the store cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** To be called when all chunks that hold runs were looked at. */
    void checkTheRest() {
        stored.forEach((chunk, terms) -> tell(chunk, terms + " terms stand for runs that are not there"));
    }

    /** Chunks whose postings have to be made anew. */
    List<Long> wrong() {
        return List.copyOf(wrong);
    }

    private byte @Nullable [] bits(String term, long chunk) throws SQLException {
        try (ResultSet row = session.bound(ONE, term, chunk).executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    private boolean isWithin(ChunkTimes times) throws SQLException {
        try (ResultSet row =
                session.bound(ChunkTimes.READ, times.chunk(), times.chunk()).executeQuery()) {
            if (!row.next()) {
                return false;
            }
            ChunkTimes noted = ChunkTimes.of(row);
            return noted.with(times).equals(noted);
        }
    }

    private void tell(long chunk, String what) {
        wrong.add(chunk);
        found.accept(new Finding(
                Check.INDEX,
                "runs " + Posting.sequence(chunk, 0) + " to " + (Posting.sequence(chunk + 1, 0) - 1),
                what));
    }
}
