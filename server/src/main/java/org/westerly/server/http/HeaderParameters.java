package org.westerly.server.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header value with its parameters, {@code form-data; name="a"; filename="b;c"}.
 *
 * @param value before the first semicolon, in lower case
 * @param parameters by name in lower case
 */
record HeaderParameters(String value, Map<String, String> parameters) {

    /**
     * Reads a header.
     *
     * @throws IllegalArgumentException when a parameter is given twice, or a quoted text has no end
     */
    static HeaderParameters parse(String header) {
        int end = header.indexOf(';');
        String value = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new LinkedHashMap<>();
        Cursor cursor = new Cursor(header, end < 0 ? header.length() : end);
        while (cursor.skipTo(';')) {
            String name = cursor.until("=;").strip().toLowerCase(Locale.ROOT);
            String text = cursor.skipTo('=') ? cursor.text() : "";
            if (!name.isEmpty() && parameters.put(name, text) != null) {
                throw new IllegalArgumentException("has the parameter " + name + " twice");
            }
        }
        return new HeaderParameters(value, parameters);
    }

    /** The parameter, from its extended form {@code name*=UTF-8''…} if there is one (RFC 6266: it wins). */
    Optional<String> text(String name) {
        String extended = parameters.get(name + "*");
        if (extended == null) {
            return Optional.ofNullable(parameters.get(name));
        }
        String[] pieces = extended.split("'", 3);
        if (pieces.length != 3 || !pieces[0].equalsIgnoreCase("UTF-8")) {
            throw new IllegalArgumentException("has a " + name + "* that is not UTF-8''…");
        }
        return Optional.of(Percent.decode(pieces[2])
                .orElseThrow(() -> new IllegalArgumentException("has a " + name + "* with a broken escape")));
    }

    private static final class Cursor {

        private final String header;
        private int at;

        Cursor(String header, int at) {
            this.header = header;
            this.at = at;
        }

        /** Steps over {@code wanted} if it is what comes next. */
        boolean skipTo(char wanted) {
            if (at < header.length() && header.charAt(at) == wanted) {
                at++;
                return true;
            }
            return false;
        }

        String until(String ends) {
            int start = at;
            while (at < header.length() && ends.indexOf(header.charAt(at)) < 0) {
                at++;
            }
            return header.substring(start, at);
        }

        String text() {
            while (at < header.length() && header.charAt(at) == ' ') {
                at++;
            }
            if (!skipTo('"')) {
                return until(";").strip();
            }
            StringBuilder text = new StringBuilder();
            while (!skipTo('"')) {
                if (at >= header.length()) {
                    throw new IllegalArgumentException("has a quoted text without an end");
                }
                // Only these two: browsers send a Windows path with its backslashes as they are.
                if (header.startsWith("\\\"", at) || header.startsWith("\\\\", at)) {
                    at++;
                }
                text.append(header.charAt(at++));
            }
            until(";");
            return text.toString();
        }
    }
}
