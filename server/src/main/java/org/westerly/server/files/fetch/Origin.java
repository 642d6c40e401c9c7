package org.westerly.server.files.fetch;

import java.net.URI;
import java.util.Locale;

/** What secrets may be sent to: scheme, host and port together (RFC 6454). */
public final class Origin {

    private Origin() {}

    public static boolean same(URI one, URI other) {
        return of(one).equals(of(other));
    }

    private static String of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
