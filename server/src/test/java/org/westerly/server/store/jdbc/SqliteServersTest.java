package org.westerly.server.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.ServersContract;

class SqliteServersTest extends ServersContract {

    @TempDir
    Path folder;

    @Override
    protected RunStore open() {
        return JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("runs.db"));
    }
}
