package org.westerly.server.files.fetch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.westerly.server.files.StagingException;

/** The digests of a file while it is written, so that nothing is read twice. For one thread. */
public final class Digests {

    private static final String RECORDED = "SHA-256";

    private final List<Checksum> expected;
    private final Map<String, MessageDigest> running = new TreeMap<>();
    private final Map<String, byte[]> done = new TreeMap<>();
    private long size;

    /** @param expected what the file has to be; SHA-256 is made in any case */
    public Digests(List<Checksum> expected) {
        this.expected = List.copyOf(expected);
        running.put(RECORDED, digest(RECORDED));
        this.expected.forEach(checksum -> running.computeIfAbsent(checksum.algorithm(), Digests::digest));
    }

    public void update(byte[] bytes, int from, int length) {
        running.values().forEach(digest -> digest.update(bytes, from, length));
        size += length;
    }

    /** In bytes, so far. */
    public long size() {
        return size;
    }

    /**
     * To be asked once, at the end.
     *
     * @param what the file's name for the message
     * @return the SHA-256 in hexadecimal digits
     * @throws StagingException when it is not what it has to be
     */
    public String verified(String what) throws StagingException {
        running.forEach((name, digest) -> done.put(name, digest.digest()));
        for (Checksum checksum : expected) {
            byte[] digest = done.getOrDefault(checksum.algorithm(), new byte[0]);
            if (!checksum.matches(digest)) {
                throw new StagingException(what + " has the " + checksum.algorithm() + " checksum "
                        + HexFormat.of().formatHex(digest) + ", and should have " + shown(checksum.hex()));
            }
        }
        return HexFormat.of().formatHex(done.getOrDefault(RECORDED, new byte[0]));
    }

    /** It came from another server, and may be anything. */
    private static String shown(String hex) {
        return hex.replaceAll("[^0-9A-Za-z+/=]", "?").substring(0, Math.min(hex.length(), 128));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
