package org.westerly.server.store.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;

/** Copies a store as it is at one moment into an SQLite file, beside whoever writes it. */
public final class BackUpStore {

    private BackUpStore() {}

    /**
     * Copies; on return the file is on disk for good.
     *
     * @param file made anew
     * @throws StoreException if there is no such store, it cannot be read, its schema is not this program's, or the file
     *     cannot be written
     */
    public static void to(Path file, StoreAddress from) {
        Dialect source = from.dialect();
        if (!source.isThere()) {
            throw new StoreException("there is no store at " + from, null);
        }
        Migrations.requireCurrent(source);
        Sqlite target = new Sqlite(file.toAbsolutePath());
        try {
            Files.deleteIfExists(file);
            source.copyTo(target);
            // Empty by now; it would be in the backup for nothing.
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-journal"));
            try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
                written.force(true);
            }
        } catch (SQLException failure) {
            String problem = "the store could not be copied: " + failure.getMessage();
            throw target.isFull(failure)
                    ? new StoreFullException(problem, failure)
                    : new StoreException(problem, failure);
        } catch (IOException failure) {
            throw new StoreException("the copy of the store could not be written: " + failure, failure);
        }
    }
}
