package org.westerly.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A type that a single text is read as.
 *
 * @param words what is allowed, for a problem and for the documentation
 * @param read empty when the text is not of the type
 */
record Scalar(String words, Function<String, Optional<?>> read) {

    private static final Scalar NUMBER = new Scalar("a whole number", Scalar::number);

    private static final Map<Class<?>, Scalar> ALL = Map.of(
            String.class, new Scalar("a text", Scalar::text),
            Secret.class, new Scalar("a text", text -> text(text).map(Secret::new)),
            int.class, NUMBER,
            Integer.class, NUMBER,
            boolean.class, new Scalar("true or false", Scalar::truth),
            Path.class, new Scalar("a path", Scalar::path),
            URI.class, new Scalar("an absolute URL", Scalar::url),
            Duration.class, new Scalar("a time such as 500ms, 2s, 1m, 12h or 7d", TimeSpan::parse),
            DataSize.class, new Scalar("a size such as 512B, 64KB or 100GiB", DataSize::parse));

    static Scalar of(Class<?> type) {
        Scalar scalar = ALL.get(type);
        if (scalar == null) {
            throw new IllegalStateException("no setting can be a " + type);
        }
        return scalar;
    }

    private static Optional<String> text(String text) {
        return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text.strip()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> path(String text) {
        try {
            return text(text).map(Path::of);
        } catch (InvalidPathException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(new URI(text.strip())).filter(URI::isAbsolute);
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }
}
