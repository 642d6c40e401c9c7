package org.westerly.server.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.store.RunListContract;
import org.westerly.server.store.RunStore;

class SqliteRunListTest extends RunListContract {

    @TempDir
    Path folder;

    private int opened;

    @Override
    protected RunStore open() {
        opened++;
        return JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("runs-" + opened + ".db"));
    }

    @Override
    protected int runs() {
        return Bits.SIZE + 1000;
    }
}
