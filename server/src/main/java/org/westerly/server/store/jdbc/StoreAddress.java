package org.westerly.server.store.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the store is, and who we are there.
 *
 * @param url {@code jdbc:sqlite:FILE}, {@code jdbc:postgresql://HOST/DATABASE} or {@code postgres://HOST/DATABASE}
 * @param user instead of one in the URL
 * @param password instead of one in the URL
 * @param patience how long a database server may take for one answer
 */
public record StoreAddress(
        String url, @Nullable String user, @Nullable String password, Duration patience) {

    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(15);

    /** With nothing but what the URL says. */
    public static StoreAddress of(String url) {
        return new StoreAddress(url, null, null, USUAL_PATIENCE);
    }

    /** Without the password, wherever it stands. */
    @Override
    public String toString() {
        return dialect().toString();
    }

    /** @throws IllegalArgumentException if the URL is of no known form; the URL is not quoted where it may hold a password */
    Dialect dialect() {
        return url.startsWith("jdbc:postgresql:") || url.startsWith("postgres:") || url.startsWith("postgresql:")
                ? new Postgres(PostgresUrl.of(url, user, password), patience)
                : Sqlite.of(url);
    }
}
