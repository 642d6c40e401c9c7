package org.westerly.server.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreLostException;

/** Brings a database to the schema that this program knows. */
final class Migrations {

    private Migrations() {}

    /** Opens and migrates.
     *
     * @throws StoreLostException if the database server does not answer
     * @throws StoreException if the database cannot be opened, or was written by a newer program */
    static void apply(Dialect dialect) {
        dialect.makeRoom();
        try (Connection connection = dialect.migrating().getConnection()) {
            dialect.examine(connection);
        } catch (SQLException failure) {
            String problem = dialect.cannotOpen(failure);
            throw dialect.comesBack(failure)
                    ? new StoreLostException(problem, failure)
                    : new StoreException(problem, failure);
        }
        try {
            Flyway flyway = flyway(dialect, dialect.migrating());
            refuseNewer(flyway);
            flyway.migrate();
        } catch (FlywayException failure) {
            throw new StoreException(
                    "the store's schema cannot be brought up to date: " + failure.getMessage(), failure);
        }
    }

    /**
     * Changes nothing.
     *
     * @throws StoreException if the database cannot be read, or has another schema
     */
    static void requireCurrent(Dialect dialect) {
        try {
            Flyway flyway = flyway(dialect, dialect.reading());
            refuseNewer(flyway);
            if (flyway.info().pending().length > 0) {
                throw new StoreException(
                        "the store's schema is older than this program: start the server once, which brings it up to"
                                + " date",
                        null);
            }
        } catch (FlywayException failure) {
            throw new StoreException("the store cannot be read: " + reason(failure), failure);
        }
    }

    /** What the database said, without the many lines that are put around it. */
    private static String reason(FlywayException failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private static Flyway flyway(Dialect dialect, DataSource source) {
        // The class loader is ours and not the thread's: in the packaged server they differ.
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + dialect.migrations())
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load();
    }

    private static void refuseNewer(Flyway flyway) {
        // Flyway itself only warns of these, and the program would then write by rules that no longer hold.
        String unknown = Stream.of(flyway.info().all())
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .map(Migrations::name)
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new StoreException(
                    "the store's schema is newer than this program: it holds the unknown migrations " + unknown
                            + "; start the newer program, or name another store.url",
                    null);
        }
    }

    private static String name(MigrationInfo migration) {
        return migration.getVersion() + " (" + migration.getDescription() + ")";
    }
}
