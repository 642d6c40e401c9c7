package org.westerly.server.files.stage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts as they stand in the path of a URL (RFC 3986): all but the unreserved characters are encoded. */
final class PercentEncoded {

    private static final String UNRESERVED = "-._~";

    private PercentEncoded() {}

    /** One segment: slashes are encoded too. */
    static String segment(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (UNRESERVED.indexOf(c) >= 0 || (c < 0x80 && Character.isLetterOrDigit(c))) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** Would the text, as a segment, mean another place than one below? Encoding does not help: it is taken off first. */
    static boolean leadsElsewhere(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    /** A path: its slashes stay. */
    static String path(String path) {
        return Arrays.stream(path.split("/", -1)).map(PercentEncoded::segment).collect(Collectors.joining("/"));
    }

    /** The text behind it; as it is where it is not encoded rightly. */
    static String decoded(String text) {
        try {
            // A plus sign is itself in a path, unlike in a form.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
