package org.westerly.server.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The methods of each path, for {@code Allow}: the framework knows them, but does not tell with its 405. */
final class AllowedMethods {

    private record Row(Pattern path, String methods) {
        Row(String path, String methods) {
            this(Pattern.compile(FindBasePath.CANONICAL + path + "/?"), methods);
        }
    }

    private static final List<Row> TABLE = List.of(
            new Row("/service-info", "GET, HEAD, OPTIONS"),
            new Row("/runs", "GET, HEAD, POST, OPTIONS"),
            new Row("/runs/actions", "POST, OPTIONS"),
            new Row("/runs/[^/]+", "GET, HEAD, DELETE, OPTIONS"),
            new Row("/runs/[^/]+/(cancel|restore)", "POST, OPTIONS"),
            new Row("/runs/[^/]+/.+", "GET, HEAD, OPTIONS"));

    private AllowedMethods() {}

    static Optional<String> of(String path) {
        return TABLE.stream()
                .filter(row -> row.path().matcher(path).matches())
                .map(Row::methods)
                .findFirst();
    }
}
