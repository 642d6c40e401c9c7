package org.westerly.server.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.westerly.server.run.Secrets;

/**
 * Puts as many asterisks as a secret has bytes over it, so that every other byte stays where it is: a range of a masked
 * file is the masked range of the file.
 */
public final class Mask {

    /** A shorter one is too common to be looked for: it would only tell where it stands. */
    private static final int SHORTEST = 4;

    public static final Mask NONE = new Mask(Secrets.NONE);

    private final List<byte[]> secrets;
    private final int margin;

    public Mask(Secrets secrets) {
        this.secrets = secrets.values().stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .filter(bytes -> bytes.length >= SHORTEST)
                .toList();
        this.margin =
                this.secrets.stream().mapToInt(bytes -> bytes.length - 1).max().orElse(0);
    }

    /** How many bytes before and after those that are asked for may decide what they are. */
    int margin() {
        return margin;
    }

    /** Changes the bytes before {@code limit} in place. Secrets may overlap, and one may be in another. */
    void apply(byte[] bytes, int limit) {
        BitSet hidden = new BitSet();
        for (byte[] secret : secrets) {
            for (int at = 0; at <= limit - secret.length; at++) {
                if (bytes[at] == secret[0] && Arrays.equals(bytes, at, at + secret.length, secret, 0, secret.length)) {
                    hidden.set(at, at + secret.length);
                }
            }
        }
        hidden.stream().forEach(at -> bytes[at] = '*');
    }
}
