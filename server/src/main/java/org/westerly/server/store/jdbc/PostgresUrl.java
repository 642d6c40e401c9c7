package org.westerly.server.store.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL of a PostgreSQL database, in either of its two common forms.
 *
 * @param hosts with their ports where given, separated by commas
 * @param parameters the driver's own words, such as {@code sslmode}
 */
record PostgresUrl(
        String hosts,
        String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> parameters) {

    private static final Pattern FORM =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^/?@]*)@)?([^/?@\\s]+)/([^/?\\s]+)(?:\\?(.*))?");

    PostgresUrl {
        parameters = Map.copyOf(parameters);
    }

    /** @throws IllegalArgumentException without the URL in its message, as that may hold a password */
    static PostgresUrl of(String url, @Nullable String user, @Nullable String password) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "store.url names no PostgreSQL database; allowed is jdbc:postgresql://HOST/DATABASE or"
                            + " postgres://USER:PASSWORD@HOST/DATABASE, with percent-encoding where one of these holds @, / or ?");
        }
        Map<String, String> parameters = new TreeMap<>();
        String query = parts.group(4);
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "true" : decoded(pair.substring(equals + 1)));
        }
        String inUrl = parts.group(1);
        int colon = inUrl == null ? -1 : inUrl.indexOf(':');
        String userInUrl =
                inUrl == null ? parameters.get("user") : decoded(colon < 0 ? inUrl : inUrl.substring(0, colon));
        String passwordInUrl =
                inUrl == null || colon < 0 ? parameters.get("password") : decoded(inUrl.substring(colon + 1));
        parameters.remove("user");
        parameters.remove("password");
        return new PostgresUrl(
                parts.group(2),
                decoded(parts.group(3)),
                user == null ? userInUrl : user,
                password == null ? passwordInUrl : password,
                parameters);
    }

    /** A plus sign stands for itself in a URL of this kind, passwords included. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("store.url holds a percent sign that encodes nothing");
        }
    }

    /** For people: no user, no password, no parameters. */
    @Override
    public String toString() {
        return "postgresql://" + hosts + "/" + database;
    }
}
