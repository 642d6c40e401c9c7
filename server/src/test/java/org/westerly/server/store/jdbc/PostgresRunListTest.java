package org.westerly.server.store.jdbc;

import org.westerly.server.store.RunListContract;
import org.westerly.server.store.RunStore;
import org.westerly.server.testkit.PostgresServer;

class PostgresRunListTest extends RunListContract {

    @Override
    protected RunStore open() {
        return JdbcRunStore.open(PostgresServer.shared().database());
    }

    @Override
    protected int runs() {
        return 2 * Bits.SIZE + 100;
    }
}
