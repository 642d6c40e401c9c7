package org.westerly.server.files.fetch;

import java.net.URI;

/** A URL as it may be shown: queries hold the secrets of signed URLs, and the authority may hold a password. */
public final class ShownUrl {

    private static final int LONGEST = 500;

    private ShownUrl() {}

    public static String of(URI uri) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String place = authority.substring(authority.lastIndexOf('@') + 1);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String shown = uri.getScheme() + "://" + place + path;
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }
}
