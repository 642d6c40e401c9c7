package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Runs in memory, gathered from a query or from another set. */
final class GatheredRuns implements RunSet {

    static final String WORDS = "select chunk, runs from posting where term >= ? and term < ?";
    static final String IDS = "select seq from run where id >= ? and id < ?";

    /** Greater than every letter that a word or an id is made of. */
    private static final String AFTER_ALL = Character.toString(Character.MAX_CODE_POINT);

    private final NavigableMap<Long, Bits> chunks = new TreeMap<>();
    private final Way way;
    private long at = END;

    GatheredRuns(Way way) {
        this.way = way;
    }

    /** Those with a word that goes on from {@code start}; there are few such words, see {@link Terms}. */
    static GatheredRuns ofWords(Reading reading, String start, Way way) throws SQLException {
        GatheredRuns gathered = new GatheredRuns(way);
        String from = Terms.wordsFrom(start);
        ResultSet rows = reading.rows(WORDS, from, from + AFTER_ALL);
        while (rows.next()) {
            gathered.add(rows.getLong(1), Bits.decoded(rows.getBytes(2)));
        }
        return gathered;
    }

    static GatheredRuns ofIds(Reading reading, String start, Way way) throws SQLException {
        return ofSequences(reading.rows(IDS, start, start + AFTER_ALL), way);
    }

    /** The query's first column. */
    static GatheredRuns ofSequences(ResultSet rows, Way way) throws SQLException {
        GatheredRuns gathered = new GatheredRuns(way);
        while (rows.next()) {
            gathered.add(rows.getLong(1));
        }
        return gathered;
    }

    /** Everything of another set that lies from {@code first} to {@code last}, by sequence. */
    static GatheredRuns of(RunSet set, long first, long last, Way way) throws SQLException {
        GatheredRuns gathered = new GatheredRuns(way);
        Within within = new Within(set, first, last, way);
        while (within.next()) {
            gathered.add(within.chunk(), within.runs());
        }
        return gathered;
    }

    void add(long sequence) {
        chunks.computeIfAbsent(Posting.chunkOf(sequence), _ -> Bits.none()).set(Posting.placeOf(sequence));
    }

    private void add(long chunk, Bits runs) {
        chunks.merge(chunk, runs, Bits::or);
    }

    boolean has(long sequence) {
        Bits runs = chunks.get(Posting.chunkOf(sequence));
        return runs != null && runs.has(Posting.placeOf(sequence));
    }

    long count() {
        return chunks.values().stream().mapToLong(Bits::count).sum();
    }

    /** By chunk, ascending. */
    NavigableMap<Long, Bits> chunks() {
        return chunks;
    }

    @Override
    public long seek(long step) {
        if (step == END) {
            return END;
        }
        Long chunk = way.descending() ? chunks.floorKey(way.chunk(step)) : chunks.ceilingKey(way.chunk(step));
        at = chunk == null ? END : way.step(chunk);
        return at;
    }

    @Override
    public Bits here() {
        Bits runs = at == END ? null : chunks.get(way.chunk(at));
        return runs == null ? Bits.none() : runs;
    }
}
