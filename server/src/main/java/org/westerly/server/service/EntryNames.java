package org.westerly.server.service;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names for the files of an archive: those that they have, where every system can unpack them. Bytes that are no UTF-8,
 * control characters and what is a separator elsewhere are percent-encoded.
 */
final class EntryNames {

    private final Set<String> given = new HashSet<>();

    /** @param place percent-encoded throughout */
    String of(String folder, String place) {
        StringBuilder name = new StringBuilder(folder);
        byte[] octets = new byte[place.length()];
        int length = 0;
        for (int at = 0; at < place.length(); at++) {
            char c = place.charAt(at);
            if (c == '%') {
                octets[length++] = (byte) Integer.parseInt(place.substring(at + 1, at + 3), 16);
                at += 2;
            } else {
                octets[length++] = (byte) c;
            }
        }
        String text = new String(octets, 0, length, java.nio.charset.StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            name.append(place); // Some of it is no UTF-8: all of it as it stands in its URL.
        } else {
            text.codePoints().forEach(point -> append(name, point));
        }
        return unique(name.toString());
    }

    private static void append(StringBuilder name, int point) {
        if (point < 0x20 || point == 0x7F || point == '\\' || point == ':') {
            name.append(String.format(Locale.ROOT, "%%%02X", point));
        } else {
            name.appendCodePoint(point);
        }
    }

    private String unique(String name) {
        String unique = name;
        for (int n = 2; !given.add(unique); n++) {
            unique = name + " (" + n + ")";
        }
        return unique;
    }
}
