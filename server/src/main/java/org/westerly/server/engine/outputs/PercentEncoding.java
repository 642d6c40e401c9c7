package org.westerly.server.engine.outputs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Relative paths as they stand in a URL (RFC 3986): all but the unreserved characters and the slash are encoded. */
public final class PercentEncoding {

    private static final String UNRESERVED = "-._~";

    private PercentEncoding() {}

    public static String path(Path relative) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : relative.toString().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c == '/' || UNRESERVED.indexOf(c) >= 0 || (c < 0x80 && Character.isLetterOrDigit(c))) {
                encoded.append(c);
            } else {
                encoded.append(String.format(java.util.Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
