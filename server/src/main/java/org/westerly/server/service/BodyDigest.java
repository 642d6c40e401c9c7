package org.westerly.server.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether two submissions are the same. Not a digest of the raw bytes: a client that tries again draws a new
 * multipart boundary.
 */
final class BodyDigest {

    private final MessageDigest whole = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    void fields(Map<String, RawValue> fields) {
        new TreeMap<>(fields).forEach((name, value) -> {
            add(name.getBytes(StandardCharsets.UTF_8));
            add(value.text().getBytes(StandardCharsets.UTF_8));
        });
    }

    void attachment(String name, byte[] digest) {
        add(name.getBytes(StandardCharsets.UTF_8));
        add(digest);
    }

    /** Each piece with its length before it, so that no two rows of pieces look alike. */
    private void add(byte[] piece) {
        whole.update(ByteBuffer.allocate(Integer.BYTES).putInt(piece.length).flip());
        whole.update(piece);
    }

    String hex() {
        return HexFormat.of().formatHex(whole.digest());
    }
}
