package org.westerly.server.store.jdbc;

/** A row of the table {@code posting}: the runs of one term out of one chunk. */
record Posting(String term, long chunk) {

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
