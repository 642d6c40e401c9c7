package org.westerly.server.files.fetch;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a file is said to be.
 *
 * @param algorithm as the JDK calls it
 * @param hex lower-case hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {

    /** By the IANA "Named Information Hash Algorithm" words and by those that servers use instead. */
    private static final Map<String, String> KNOWN =
            Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

    public Checksum {
        hex = hex.strip().toLowerCase(Locale.ROOT);
    }

    /** Empty for an algorithm that is not known here: there are also those that no file can be checked by. */
    public static Optional<Checksum> of(String type, String value) {
        String word = type.strip().toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        return Optional.ofNullable(KNOWN.get(word)).map(algorithm -> new Checksum(algorithm, value));
    }

    boolean matches(byte[] digest) {
        return hex.equals(HexFormat.of().formatHex(digest));
    }
}
