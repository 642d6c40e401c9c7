package org.westerly.server.store.jdbc;

/** The direction in which chunks are gone through, so that a step further is always a larger number. */
record Way(boolean descending) {

    long step(long chunk) {
        return descending ? -chunk : chunk;
    }

    long chunk(long step) {
        return descending ? -step : step;
    }
}
