package org.westerly.server.store.jdbc;

/** A row of the table {@code posting}: the runs of one term out of one chunk. */
record Posting(String term, long chunk) implements Comparable<Posting> {

    @Override
    public int compareTo(Posting other) {
        int byTerm = term.compareTo(other.term);
        return byTerm == 0 ? Long.compare(chunk, other.chunk) : byTerm;
    }

    static long chunkOf(long sequence) {
        return Math.floorDiv(sequence, (long) Bits.SIZE);
    }

    static int placeOf(long sequence) {
        return Math.floorMod(sequence, Bits.SIZE);
    }

    static long sequence(long chunk, int place) {
        return chunk * Bits.SIZE + place;
    }
}
