package org.westerly.server.queue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.jdbc.JdbcRunStore;

class SqliteChooseRunsTest extends ChooseRunsContract {

    @TempDir
    Path folder;

    @Override
    RunStore open() {
        return JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("runs.db"));
    }

    @Override
    int crowd() {
        return 300;
    }
}
