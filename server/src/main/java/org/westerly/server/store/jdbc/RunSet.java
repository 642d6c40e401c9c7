package org.westerly.server.store.jdbc;

import java.sql.SQLException;

/**
 * Runs, chunk by chunk, one way only. Chunks are told by their steps along the way: see {@link Way}.
 */
interface RunSet {

    long END = Long.MAX_VALUE;

    /** The first chunk at or after {@code step} that may hold runs of this set; {@link #END} when none does. */
    long seek(long step) throws SQLException;

    /** The runs of the chunk that {@link #seek} came to, perhaps none. Not to be changed. */
    Bits here() throws SQLException;
}
