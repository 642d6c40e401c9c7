package org.westerly.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding, read strictly: the JDK's reader takes bad UTF-8 and turns every plus sign into a blank. */
final class Percent {

    private Percent() {}

    /** Empty when an escape is broken or the result is not UTF-8. */
    static Optional<String> decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < raw.length; at++) {
            if (raw[at] != '%') {
                bytes.write(raw[at]);
                continue;
            }
            if (at + 2 >= raw.length) {
                return Optional.empty();
            }
            int high = Character.digit(raw[at + 1], 16);
            int low = Character.digit(raw[at + 2], 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high << 4 | low);
            at += 2;
        }
        return Utf8.decode(bytes.toByteArray());
    }

    /** As a path segment or an extended header value takes it: all but unreserved characters is encoded. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet >= '0' && octet <= '9')
                    || "-._~".indexOf(octet) >= 0;
            if (plain) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
