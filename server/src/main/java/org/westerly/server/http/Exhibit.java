package org.westerly.server.http;

import java.util.Locale;
import java.util.Set;

/**
 * What a browser may do with a file that a workflow made. None may be a page of ours, since ours may start and delete runs:
 * the sandbox gives it an origin of its own, from which it can read nothing here. A report needs its scripts, which the
 * sandbox without {@code allow-same-origin} lets run in that origin; it may load what lies beside it, as pictures do, and
 * ask nobody for anything.
 */
final class Exhibit {

    private static final String STILL =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
    private static final String REPORT = "sandbox allow-scripts allow-popups; "
            + "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; "
            + "connect-src data: blob:; form-action 'none'; base-uri 'none'; frame-src 'none'; object-src 'none'; "
            + "frame-ancestors 'self'";

    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");

    /** Besides texts and pictures; browsers show no PDF in a sandbox. */
    private static final Set<String> SHOWN = Set.of("application/json", "application/x-ndjson", "application/yaml");

    /** Bytes: more than that no browser shows at once. */
    private static final long MOST_SHOWN = 64L << 20;

    private Exhibit() {}

    static String policy(String mediaType) {
        return PAGES.contains(bare(mediaType)) ? REPORT : STILL;
    }

    /** Else it is saved. */
    static boolean isShown(String mediaType, long size) {
        String type = bare(mediaType);
        return size <= MOST_SHOWN
                && (type.startsWith("text/")
                        || type.startsWith("image/")
                        || PAGES.contains(type)
                        || SHOWN.contains(type));
    }

    private static String bare(String mediaType) {
        return mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
