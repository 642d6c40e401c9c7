package org.westerly.server.store.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What binds a line of the journal to all before it: a SHA-256 over the hash of the line before and the line's own content.
 * Who changes a line has to make all later ones anew, and then the last hash is another than the one noted elsewhere.
 */
final class LineHash {

    /** What the first line stands on. */
    static final byte[] NOTHING = {};

    /** What a line says, but for its detail. */
    record Content(
            long position,
            String run,
            long version,
            @Nullable String from,
            String to,
            String event,
            long at) {}

    private LineHash() {}

    static byte[] of(byte[] before, Content line, byte @Nullable [] seal) {
        RowDigest digest = new RowDigest();
        digest.add(new @Nullable Object[] {
            before, line.position(), line.run(), line.version(), line.from(), line.to(), line.event(), line.at(), seal
        });
        return digest.bytes();
    }
}
