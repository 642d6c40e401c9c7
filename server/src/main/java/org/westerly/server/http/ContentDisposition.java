package org.westerly.server.http;

/** The header that makes a browser save a file instead of showing it (RFC 6266). */
final class ContentDisposition {

    private ContentDisposition() {}

    /** Twice the name: in ASCII for old readers, and encoded for all others (RFC 8187). */
    static String attachment(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9 ._()+-]", "_");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + Percent.encode(name);
    }
}
