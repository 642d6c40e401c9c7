package org.westerly.server.store.jdbc;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a line's detail in its hash: a SHA-256 under a salt of its own. When detail and salt are forgotten, it tells nobody
 * what the detail was; without the salt, short ones could be guessed.
 */
final class Seal {

    private static final int SALT = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte @Nullable [] salt;
    private final byte @Nullable [] digest;

    private Seal(byte @Nullable [] salt, byte @Nullable [] digest) {
        this.salt = salt;
        this.digest = digest;
    }

    static Seal of(String detail) {
        if (detail.isEmpty()) {
            return new Seal(null, null);
        }
        byte[] fresh = new byte[SALT];
        RANDOM.nextBytes(fresh);
        return new Seal(fresh, digest(fresh, detail));
    }

    static byte[] digest(byte[] salt, String detail) {
        RowDigest digest = new RowDigest();
        // PostgreSQL's text cannot hold a NUL: a store that is moved there is to stay provable.
        digest.add(new @Nullable Object[] {salt, detail.replace('\0', '\uFFFD')});
        return digest.bytes();
    }

    /** As it is stored; null where there is no detail. */
    byte @Nullable [] salt() {
        return salt;
    }

    /** As it is stored; null where there is no detail. */
    byte @Nullable [] digest() {
        return digest;
    }
}
