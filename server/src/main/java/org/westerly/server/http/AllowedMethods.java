package org.westerly.server.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The methods of each path. The framework knows them, but does not tell with its 405, and answers 404 to a method that
 * the resource class it chose lacks.
 */
final class AllowedMethods {

    private record Row(Pattern path, String methods) {
        Row(String path, String methods) {
            this(Pattern.compile(FindBasePath.CANONICAL + path + "/?"), methods);
        }
    }

    private static final String READ = "GET, HEAD, OPTIONS";

    private static final List<Row> TABLE = List.of(
            new Row("/service-info", READ),
            new Row("/events/stream", READ),
            new Row("/runs", "GET, HEAD, POST, OPTIONS"),
            new Row("/runs/actions", "POST, OPTIONS"),
            new Row("/runs/[^/]+", "GET, HEAD, DELETE, OPTIONS"),
            new Row("/runs/[^/]+/(cancel|restore)", "POST, OPTIONS"),
            new Row("/runs/[^/]+/((status|logs)(/stream)?|tasks|stdout|stderr|outputs|ro-crate)", READ),
            new Row("/runs/[^/]+/tasks/[^/]+(/(logs|stdout|stderr))?", READ),
            new Row("/runs/[^/]+/outputs/.+", READ));

    private AllowedMethods() {}

    static Optional<String> of(String path) {
        return TABLE.stream()
                .filter(row -> row.path().matcher(path).matches())
                .map(Row::methods)
                .findFirst();
    }
}
