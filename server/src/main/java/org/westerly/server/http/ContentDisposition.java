package org.westerly.server.http;

/** The header by which a browser saves a file, or shows it and knows its name (RFC 6266). */
final class ContentDisposition {

    private ContentDisposition() {}

    static String attachment(String name) {
        return of("attachment", name);
    }

    static String inline(String name) {
        return of("inline", name);
    }

    /** Twice the name: in ASCII for old readers, and encoded for all others (RFC 8187). */
    private static String of(String type, String name) {
        String plain = name.replaceAll("[^A-Za-z0-9 ._()+-]", "_");
        return type + "; filename=\"" + plain + "\"; filename*=UTF-8''" + Percent.encode(name);
    }
}
