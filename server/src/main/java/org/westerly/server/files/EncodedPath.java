package org.westerly.server.files;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Relative paths as they stand in a URL (RFC 3986): all but the unreserved characters and the slash is encoded. Byte for
 * byte, because a file's name need not be UTF-8, and as text would be another's or nobody's.
 */
public final class EncodedPath {

    private static final Path TOP = Path.of("/");
    private static final String UNRESERVED = "-._~/";

    private EncodedPath() {}

    /**
     * Encodes.
     *
     * @param relative as {@link Path#relativize} answers it
     */
    public static String of(Path relative) {
        // The JDK tells a path's bytes nowhere but in its URI.
        byte[] raw = TOP.resolve(relative).toUri().getRawPath().getBytes(StandardCharsets.UTF_8);
        int end = raw.length > 1 && raw[raw.length - 1] == '/' ? raw.length - 1 : raw.length;
        StringBuilder encoded = new StringBuilder(end);
        for (int at = 1; at < end; at++) {
            int octet = raw[at] & 0xFF;
            if (octet == '%') {
                octet = Integer.parseInt(new String(raw, at + 1, 2, StandardCharsets.US_ASCII), 16);
                at += 2;
            }
            append(encoded, octet);
        }
        return encoded.toString();
    }

    private static void append(StringBuilder encoded, int octet) {
        boolean plain = (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || UNRESERVED.indexOf(octet) >= 0;
        if (plain) {
            encoded.append((char) octet);
        } else {
            encoded.append(String.format(Locale.ROOT, "%%%02X", octet));
        }
    }

    /**
     * The path that was encoded, perhaps by another's rules; empty for what is no path. It may hold {@code ..}, and must
     * still be contained.
     */
    public static Optional<Path> read(String encoded) {
        StringBuilder strict = new StringBuilder(encoded.length());
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < raw.length; at++) {
            int octet = raw[at] & 0xFF;
            if (octet == '%') {
                int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
                int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                octet = high << 4 | low;
                at += 2;
            }
            append(strict, octet);
        }
        try {
            return Optional.of(TOP.relativize(Path.of(URI.create("file:///" + strict))));
        } catch (IllegalArgumentException notAPath) {
            return Optional.empty();
        }
    }
}
