package org.westerly.server.store.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over rows in their order, the same whichever database they come from. */
final class RowDigest {

    private final MessageDigest digest;
    private long rows;

    RowDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    void add(@Nullable Object[] row) {
        for (Object value : row) {
            // Each with its kind and length, so that no two rows look the same.
            switch (value) {
                case null -> digest.update((byte) 'n');
                case Number number ->
                    part(
                            'i',
                            ByteBuffer.allocate(Long.BYTES)
                                    .putLong(number.longValue())
                                    .array());
                case String text -> part('t', text.getBytes(StandardCharsets.UTF_8));
                case byte[] bytes -> part('b', bytes);
                default -> throw new IllegalStateException("a column holds a " + value.getClass());
            }
        }
        digest.update((byte) '\n');
        rows++;
    }

    private void part(char kind, byte[] bytes) {
        digest.update((byte) kind);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    long rows() {
        return rows;
    }

    /** To be asked once. */
    byte[] bytes() {
        return digest.digest();
    }

    /** To be asked once. */
    String hex() {
        return HexFormat.of().formatHex(bytes());
    }
}
